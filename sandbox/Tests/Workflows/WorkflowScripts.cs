namespace NodeBBInfra.Tests.Workflows;

/// <summary>Runs the scripts of .github/scripts as a workflow's step does.</summary>
internal static class WorkflowScripts
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    public static string Folder => Repository.PathOf(".github", "scripts");

    /// <summary>The sandbox's stand-in for pulumi first on the PATH.</summary>
    public static string Path => $"{Repository.PathOf("sandbox", "path")}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>Runs a line as typed in a shell in which SCRIPTS is their folder.</summary>
    public static Task<Finished> RunAsync(string line, string directory, params IEnumerable<KeyValuePair<string, string?>>[] environment)
    {
        var variables = new Dictionary<string, string?>
        {
            ["PATH"] = Path,
            ["SCRIPTS"] = Folder,
            ["PULUMI_STACK"] = null,
        };
        foreach (var (name, value) in environment.SelectMany(values => values))
            variables[name] = value;
        return RunningProcess.RunAsync("bash", ["-ec", line], Limit, directory, variables);
    }

    /// <summary>Runs a line that must succeed and returns its output.</summary>
    public static async Task<string> DoAsync(string line, string directory, params IEnumerable<KeyValuePair<string, string?>>[] environment)
    {
        var finished = await RunAsync(line, directory, environment);
        Assert.True(finished.ExitCode == 0, $"{line}: {finished.ExitCode}\n{finished.All}");
        return finished.Output;
    }
}
