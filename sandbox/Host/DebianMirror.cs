namespace NodeBBInfra.Sandbox.Host;

/// <summary>The Debian mirror of this machine, which the host uses too.</summary>
internal static class DebianMirror
{
    /// <summary>This machine's archive and security archive; Debian's own on another distribution.</summary>
    public static async Task<(string Debian, string Security)> FindAsync(CancellationToken cancellationToken)
    {
        string[] query = ["indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages"];
        var result = await Shell.TryRunAsync("apt-get", query, cancellationToken: cancellationToken);
        var repositories = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (
            Find(repositories, "Debian ") ?? "http://deb.debian.org/debian",
            Find(repositories, "Debian-Security ") ?? "http://deb.debian.org/debian-security"
        );
    }

    private static string? Find(string[] repositories, string label) =>
        repositories.FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal))?[label.Length..].TrimEnd('/');
}
