using System.Text.Json;

namespace NodeBBInfra.Configuration;

/// <summary>The stack's configuration as Pulumi hands it to a program: every value as a string, full keys.</summary>
/// <param name="Values">Values by full key, <c>nodebb:domain</c>. Lists are JSON text; secrets are in plain text.</param>
/// <param name="SecretKeys">The keys whose values are encrypted in the stack's file.</param>
internal sealed record StackValues(IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> SecretKeys)
{
    /// <summary>Reads what the engine put into the environment: the keys that are there, and which of them are secret, can only be seen here.</summary>
    public static StackValues FromEnvironment() => Parse(
        Environment.GetEnvironmentVariable("PULUMI_CONFIG"),
        Environment.GetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS"));

    /// <summary>Reads the two JSON texts; a missing one counts as empty.</summary>
    public static StackValues Parse(string? values, string? secretKeys) => new(
        JsonSerializer.Deserialize<Dictionary<string, string>>(Or(values, "{}"))!,
        JsonSerializer.Deserialize<HashSet<string>>(Or(secretKeys, "[]"))!);

    private static string Or(string? text, string empty) => string.IsNullOrEmpty(text) ? empty : text;
}
