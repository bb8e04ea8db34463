namespace NodeBBInfra.Sandbox.Host;

/// <summary>Where this machine gets Debian from; the host gets it from there too.</summary>
internal static class DebianMirror
{
    /// <summary>The archive and the security archive that this machine's apt uses; Debian's own where it uses another distribution's.</summary>
    public static async Task<(string Debian, string Security)> FindAsync(CancellationToken cancel)
    {
        string[] query = ["indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages"];
        var result = await Shell.TryRunAsync("apt-get", query, cancel: cancel);
        var repositories = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (Find(repositories, "Debian ") ?? "http://deb.debian.org/debian", Find(repositories, "Debian-Security ") ?? "http://deb.debian.org/debian-security");
    }

    private static string? Find(string[] repositories, string label) =>
        repositories.FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal))?[label.Length..].TrimEnd('/');
}
