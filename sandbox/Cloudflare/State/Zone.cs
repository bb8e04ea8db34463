using System.Collections.Immutable;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>An immutable zone. A change creates a new one, so readers never see a partial change.</summary>
internal sealed record Zone
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string CreatedOn { get; init; } = ZoneJson.Now();

    /// <summary>Changed settings; the others have their defaults.</summary>
    public ImmutableSortedDictionary<string, ChangedSetting> Settings { get; init; } =
        ImmutableSortedDictionary<string, ChangedSetting>.Empty;

    public ImmutableList<DnsRecord> DnsRecords { get; init; } = [];

    public ImmutableList<Ruleset> Rulesets { get; init; } = [];

    public ImmutableList<IssuedCertificate> IssuedCertificates { get; init; } = [];

    public ImmutableList<OriginPullCertificate> OriginPullCertificates { get; init; } = [];

    public ImmutableList<UserAgentBlock> UserAgentBlocks { get; init; } = [];

    /// <summary>The zone's singletons by name (bot management, URL normalization, ...), as last returned by the API.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Objects { get; init; } = ImmutableSortedDictionary<string, JsonElement>.Empty;
}

/// <summary>A setting's value and when it was set.</summary>
internal sealed record ChangedSetting(JsonElement Value, string ModifiedOn);
