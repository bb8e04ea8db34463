using System.Text.Json;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>The settings of a run, from the engine's environment variables or a test's options.</summary>
internal sealed record DeploymentSettings(string Project, string Stack, string Organization, string? RootDirectory, bool IsDryRun)
{
    /// <summary>Configuration values by full key, all as text.</summary>
    public IReadOnlyDictionary<string, string> Config { get; } = ReadConfig();

    /// <exception cref="InvalidOperationException">No engine started the program.</exception>
    public static DeploymentSettings FromEnvironment()
    {
        var project = Environment.GetEnvironmentVariable("PULUMI_PROJECT");
        var stack = Environment.GetEnvironmentVariable("PULUMI_STACK");
        if (
            string.IsNullOrEmpty(project)
            || string.IsNullOrEmpty(stack)
            || !bool.TryParse(Environment.GetEnvironmentVariable("PULUMI_DRY_RUN"), out var dryRun)
            || !bool.TryParse(Environment.GetEnvironmentVariable("PULUMI_QUERY_MODE"), out _)
            || !int.TryParse(Environment.GetEnvironmentVariable("PULUMI_PARALLEL"), out _)
            || string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PULUMI_MONITOR"))
            || string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PULUMI_ENGINE"))
        )
        {
            throw new InvalidOperationException("Program run without the Pulumi engine available; re-run using the `pulumi` CLI");
        }

        return new DeploymentSettings(
            project,
            stack,
            Environment.GetEnvironmentVariable("PULUMI_ORGANIZATION") ?? "organization",
            Environment.GetEnvironmentVariable("PULUMI_ROOT_DIRECTORY"),
            dryRun
        );
    }

    public static DeploymentSettings FromTest(TestOptions? options) =>
        new(
            options?.ProjectName ?? "project",
            options?.StackName ?? "stack",
            options?.OrganizationName ?? "organization",
            options?.RootDirectory,
            options?.IsPreview ?? true
        );

    private static Dictionary<string, string> ReadConfig()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_CONFIG") is not { } json)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(entry => CleanKey(entry.Name), entry => entry.Value.ToString());
    }

    // Old engines wrote "config:" between namespace and name.
    private static string CleanKey(string key)
    {
        const string Infix = "config:";
        var name = key.IndexOf(':', StringComparison.Ordinal) + 1;
        return name > 1 && key.AsSpan(name).StartsWith(Infix, StringComparison.Ordinal) ? key.Remove(name, Infix.Length) : key;
    }
}
