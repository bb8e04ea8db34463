using System.Text.Json;

namespace NodeBBInfra.Configuration;

/// <summary>The stack's configuration as Pulumi passes it to a program: all values are strings, keys are in full.</summary>
/// <param name="Values">Values by full key, <c>nodebb:domain</c>. Lists are JSON; secrets are decrypted.</param>
/// <param name="SecretKeys">The keys that are encrypted in the stack's file.</param>
/// <param name="Name">The stack's name.</param>
internal sealed record StackValues(IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> SecretKeys, string Name = "")
{
    /// <summary>Reads the environment variables that the engine sets. Only they show which keys exist and which are secret.</summary>
    public static StackValues FromEnvironment() =>
        Parse(Environment.GetEnvironmentVariable("PULUMI_CONFIG"), Environment.GetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS")) with
        {
            Name = Environment.GetEnvironmentVariable("PULUMI_STACK") ?? "",
        };

    /// <summary>Parses the two JSON texts; null counts as empty.</summary>
    public static StackValues Parse(string? values, string? secretKeys) =>
        new(
            JsonSerializer.Deserialize<Dictionary<string, string>>(Or(values, "{}"))!,
            JsonSerializer.Deserialize<HashSet<string>>(Or(secretKeys, "[]"))!
        );

    private static string Or(string? text, string empty) => string.IsNullOrEmpty(text) ? empty : text;
}
