namespace NodeBBInfra.Tests.Support;

/// <summary>The checks of the verification, by the list that <c>nodebb-verify --list</c> prints.</summary>
public static class VerificationChecks
{
    /// <summary>The program.</summary>
    public static string Program { get; } = Repository.PathOf("components", "Origin", "Verification", "verify.mjs");

    /// <summary>Name of each check and what it shows, in the order in which they are printed. Needs node.</summary>
    public static async Task<IReadOnlyList<(string Name, string Shows)>> ListAsync()
    {
        var listed = await RunningProcess.RunAsync("node", [Program, "--list"], TimeSpan.FromSeconds(30));
        Assert.True(listed.ExitCode == 0, listed.All);
        return [.. listed.Output.TrimEnd('\n').Split('\n').Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];
    }
}
