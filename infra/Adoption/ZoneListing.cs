using System.Net.Http.Headers;
using System.Text.Json;
using NodeBBInfra.Components.Edge;
using Pulumi;

namespace NodeBBInfra.Adoption;

/// <summary>What is in a zone, asked of Cloudflare's API: the records and rulesets that this project could have made.</summary>
internal sealed class ZoneListing : IDisposable
{
    private const int PageSize = 100;

    private readonly HttpClient _api;
    private readonly string _zone;

    /// <summary>Asks nothing yet.</summary>
    /// <param name="baseAddress">The API's address, <c>https://api.cloudflare.com/client/v4</c>.</param>
    /// <param name="token">A token that may read the zone's records and rulesets.</param>
    /// <param name="zone">The zone's id.</param>
    public ZoneListing(string baseAddress, string token, string zone)
    {
        _api = new HttpClient { BaseAddress = new Uri(baseAddress.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(30) };
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _zone = zone;
    }

    /// <summary>Import ids, by the names that the resources have in the program, of what is provably this project's.</summary>
    /// <param name="records">The records that the program makes.</param>
    /// <exception cref="RunException">Cloudflare refused, or the zone has rules that are somebody else's.</exception>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<AddressRecord> records)
    {
        var ids = new Dictionary<string, string>();
        foreach (var (name, phase) in new[] { ("waf", WafRules.Phase), ("cache", CacheRules.Phase) })
        {
            if (await OwnRulesetAsync(phase) is { } id)
            {
                ids[name] = $"zones/{_zone}/{id}";
            }
        }

        foreach (var there in await RecordsAsync())
        {
            if (Text(there, "comment") == DnsRecords.Comment
                && records.FirstOrDefault(r => r.Name == Text(there, "name") && r.Type == Text(there, "type") && r.Content == Text(there, "content")) is { } record)
            {
                ids[record.ResourceName] = $"{_zone}/{Text(there, "id")}";
            }
        }

        return ids;
    }

    public void Dispose() => _api.Dispose();

    private async Task<string?> OwnRulesetAsync(string phase)
    {
        var rulesets = await GetAsync($"zones/{_zone}/rulesets");
        var id = rulesets.EnumerateArray().Where(r => Text(r, "phase") == phase && Text(r, "kind") == "zone").Select(r => Text(r, "id")).FirstOrDefault();
        if (id is null)
        {
            return null;
        }

        var ruleset = await GetAsync($"zones/{_zone}/rulesets/{id}");
        var foreign = ruleset.TryGetProperty("rules", out var rules)
            ? rules.EnumerateArray().FirstOrDefault(rule => !(Text(rule, "ref") ?? "").StartsWith(EdgeRule.OwnRef, StringComparison.Ordinal))
            : default;
        return foreign.ValueKind == JsonValueKind.Undefined
            ? id
            : throw new RunException(
                $"The zone has a rule in {phase} that this project did not make (\"{Text(foreign, "description")}\"), and a ruleset is adopted as a whole: "
                + "remove the rule in the dashboard, or add it to components/Edge. Nothing was adopted.");
    }

    private async Task<List<JsonElement>> RecordsAsync()
    {
        var records = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var found = await GetAsync($"zones/{_zone}/dns_records?per_page={PageSize}&page={page}");
            records.AddRange(found.EnumerateArray());
            if (found.GetArrayLength() < PageSize)
            {
                return records;
            }
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        try
        {
            using var answer = await _api.GetAsync(new Uri(path, UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode
                ? JsonDocument.Parse(text).RootElement.GetProperty("result")
                : throw new RunException($"Cloudflare answered {(int)answer.StatusCode} to GET {path}: {text}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new RunException($"Cloudflare did not answer GET {path}: {e.Message}");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
