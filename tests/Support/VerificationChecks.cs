namespace NodeBBInfra.Tests.Support;

/// <summary>The verification's checks, from <c>nodebb-verify --list</c>.</summary>
public static class VerificationChecks
{
    /// <summary>Path of the program.</summary>
    public static string Program { get; } = Repository.PathOf("components", "Origin", "Verification", "verify.mjs");

    /// <summary>Each check's name and what it shows, in output order. Needs node.</summary>
    public static async Task<IReadOnlyList<(string Name, string Shows)>> ListAsync()
    {
        var listed = await RunningProcess.RunAsync("node", [Program, "--list"], TimeSpan.FromSeconds(30));
        Assert.True(listed.ExitCode == 0, listed.All);
        return [.. listed.Output.TrimEnd('\n').Split('\n').Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];
    }
}
