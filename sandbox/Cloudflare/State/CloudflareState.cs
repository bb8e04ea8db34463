using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// A simulated Cloudflare account with one zone on the Free plan. What changes is in a JSON file before the change is answered; the Origin CA's key lies
/// beside it. Safe to use from many threads.
/// </summary>
public sealed class CloudflareState : IZone
{
    private readonly Lock _changing = new();
    private readonly string _file;
    private volatile Zone _zone;

    /// <summary>Takes up the zone that the file holds, or makes a new one.</summary>
    /// <param name="file">The zone's JSON file. It is written at the first change.</param>
    /// <param name="domain">The zone's domain.</param>
    /// <param name="zoneId">The zone's id: 32 hexadecimal characters.</param>
    /// <param name="token">The API token that the API accepts.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another zone.</exception>
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

    /// <summary>The root certificate of the simulated Origin CA, which Full (strict) trusts beside the public ones.</summary>
    public X509Certificate2 OriginCaRoot => OriginCa.Root;

    /// <summary>
    /// Whether text that is no certificate or request at all is taken where one belongs. The recordings of the real provider carry such stand-ins
    /// (<c>CSR-TEXT</c>); Cloudflare refuses them, and so does this unless told otherwise.
    /// </summary>
    public bool TakesStandInCertificates { get; init; }

    internal string Token { get; }

    internal OriginCa OriginCa { get; }

    /// <summary>The zone as it is now.</summary>
    internal Zone Zone => _zone;

    /// <inheritdoc/>
    public string Setting(string id) => ZoneSettings.AsText(ZoneSettings.Value(_zone, id));

    /// <inheritdoc/>
    public IReadOnlyList<IPAddress>? Origins(string hostname) => DnsLookup.Origins(_zone, hostname);

    /// <inheritdoc/>
    public IReadOnlyList<ZoneRule> Rules(string phase) =>
        _zone.Rulesets.Find(ruleset => ruleset.Phase == phase)?.Rules
            .Where(rule => rule.Enabled)
            .Select(rule => new ZoneRule(rule.Ref, rule.Expression, rule.Action, rule.ActionParameters, rule.Ratelimit))
            .ToList() ?? [];

    /// <inheritdoc/>
    public IReadOnlyList<UserAgentRule> UserAgentRules =>
        _zone.UserAgentBlocks.Where(block => !block.Paused).Select(block => new UserAgentRule(block.Configuration.Value, block.Mode)).ToList();

    /// <inheritdoc/>
    public UrlNormalization UrlNormalization => _zone.Objects.TryGetValue("url_normalization", out var set)
        ? new(set.GetProperty("type").GetString()!, set.GetProperty("scope").GetString()!)
        : UrlNormalization.Standard;

    /// <inheritdoc/>
    public bool BotFightMode => _zone.Objects.GetValueOrDefault("bot_management") is { ValueKind: JsonValueKind.Object } bots && bots.TryGetProperty("fight_mode", out var on) && on.ValueKind == JsonValueKind.True;

    /// <summary>Makes a change: the only way to make one. When the change throws, or cannot be written, everything stays as it was.</summary>
    /// <param name="change">Gives the zone as it shall be, and what to answer.</param>
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
