using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The entry point ruleset of a phase, in the API's format.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/rulesets/</remarks>
internal sealed record Ruleset
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required string Kind { get; init; }

    public required string Phase { get; init; }

    public required string Version { get; init; }

    public required string LastUpdated { get; init; }

    public ImmutableList<Rule> Rules { get; init; } = [];
}

/// <summary>A rule of a ruleset.</summary>
internal sealed record Rule
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>The name that identifies the rule across updates; by default its id.</summary>
    public required string Ref { get; init; }

    public bool Enabled { get; init; } = true;

    public required string Action { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? ActionParameters { get; init; }

    public string Description { get; init; } = "";

    public required string Expression { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Logging { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Ratelimit { get; init; }

    public required string LastUpdated { get; init; }
}
