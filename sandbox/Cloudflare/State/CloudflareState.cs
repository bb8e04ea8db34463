using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// A simulated Cloudflare account with one Free zone. A change is in the JSON file before the response is sent; the Origin CA's key is
/// next to the file. Thread-safe.
/// </summary>
public sealed class CloudflareState : IZone
{
    private readonly Lock _changing = new();
    private readonly string _file;
    private volatile Zone _zone;

    /// <summary>Loads the zone of the file, or creates a new one.</summary>
    /// <param name="file">The zone's JSON file, first written at the first change.</param>
    /// <param name="domain">The zone's domain.</param>
    /// <param name="zoneId">The zone's id: 32 hexadecimal characters.</param>
    /// <param name="token">The valid API token.</param>
    /// <exception cref="InvalidDataException">The file is corrupt or belongs to another zone.</exception>
    public CloudflareState(string file, string domain, string zoneId, string token)
    {
        _file = file;
        Token = token;
        OriginCa = OriginCa.Load(Path.ChangeExtension(file, ".origin-ca.pem"));
        _zone = Load(file) ?? new Zone { Id = zoneId, Name = domain.ToLowerInvariant() };
        if (_zone.Id != zoneId || !_zone.Name.Equals(domain, StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"{file} holds the zone {_zone.Name} ({_zone.Id}), not {domain} ({zoneId}).");
    }

    /// <inheritdoc/>
    public string Domain => _zone.Name;

    /// <summary>The zone's id.</summary>
    public string ZoneId => _zone.Id;

    /// <summary>The root certificate of the simulated Origin CA, which Full (strict) trusts besides the public ones.</summary>
    public X509Certificate2 OriginCaRoot => OriginCa.Root;

    /// <summary>
    /// Whether placeholders are accepted in place of certificates and CSRs. The recordings of the real provider contain some
    /// (<c>CSR-TEXT</c>), which Cloudflare refuses, as does this API by default.
    /// </summary>
    public bool TakesStandInCertificates { get; init; }

    /// <summary>A second token that may only read; null if there is none.</summary>
    public string? ReadToken { get; init; }

    internal string Token { get; }

    internal OriginCa OriginCa { get; }

    /// <summary>The current zone.</summary>
    internal Zone Zone => _zone;

    /// <inheritdoc/>
    public string Setting(string id) => SettingDefinitions.AsText(SettingDefinitions.Value(_zone, id));

    /// <inheritdoc/>
    public IReadOnlyList<IPAddress>? Origins(string hostname) => DnsLookup.Origins(_zone, hostname);

    /// <inheritdoc/>
    public IReadOnlyList<ZoneRule> Rules(string phase) =>
        _zone
            .Rulesets.Find(ruleset => ruleset.Phase == phase)
            ?.Rules.Where(rule => rule.Enabled)
            .Select(rule => new ZoneRule(rule.Ref, rule.Expression, rule.Action, rule.ActionParameters, rule.Ratelimit))
            .ToList()
        ?? [];

    /// <inheritdoc/>
    public IReadOnlyList<UserAgentRule> UserAgentRules =>
        _zone
            .UserAgentBlocks.Where(block => !block.Paused)
            .Select(block => new UserAgentRule(block.Configuration.Value, block.Mode))
            .ToList();

    /// <inheritdoc/>
    public UrlNormalization UrlNormalization =>
        _zone.Objects.TryGetValue("url_normalization", out var set)
            ? new(set.GetProperty("type").GetString()!, set.GetProperty("scope").GetString()!)
            : UrlNormalization.Standard;

    /// <inheritdoc/>
    public bool BotFightMode =>
        _zone.Objects.GetValueOrDefault("bot_management") is { ValueKind: JsonValueKind.Object } bots
        && bots.TryGetProperty("fight_mode", out var on)
        && on.ValueKind == JsonValueKind.True;

    /// <summary>Applies a change; there is no other way. If it throws or cannot be written, the zone stays unchanged.</summary>
    /// <param name="change">Returns the new zone and the response.</param>
    internal T Change<T>(Func<Zone, (Zone Zone, T Answer)> change)
    {
        lock (_changing)
        {
            var (zone, answer) = change(_zone);
            AtomicFile.Write(_file, ZoneJson.ToFile(zone));
            _zone = zone;
            return answer;
        }
    }

    private static Zone? Load(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            return ZoneJson.FromFile<Zone>(File.ReadAllBytes(file)) ?? throw new JsonException("It holds null.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{file} is no zone's state: {error.Message}", error);
        }
    }
}
