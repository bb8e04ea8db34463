namespace NodeBBInfra.Tests.Sdk;

/// <summary>Tests that set environment variables of the process, as an engine does for a program: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment
{
    public const string Name = "environment of the process";

    /// <summary>Runs something with variables set, and puts back what was there.</summary>
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
