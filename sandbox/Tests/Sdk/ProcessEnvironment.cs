namespace NodeBBInfra.Tests.Sdk;

/// <summary>Tests that set the process's environment variables, like an engine; they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment
{
    public const string Name = "environment of the process";

    /// <summary>Runs a function with variables set, and restores them.</summary>
    public static async Task<T> With<T>(IReadOnlyDictionary<string, string?> variables, Func<Task<T>> run)
    {
        var before = variables.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        Set(variables);
        try
        {
            return await run();
        }
        finally
        {
            Set(before);
        }
    }

    private static void Set(IReadOnlyDictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
