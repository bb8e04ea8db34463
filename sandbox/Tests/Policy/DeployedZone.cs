using System.Text.Json;
using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;
using NodeBBInfra.Tests.Edge;
using NodeBBInfra.Tests.StackTests;

namespace NodeBBInfra.Tests.Policy;

/// <summary>A zone deployed by the product's program, and its edge with an origin that responds like NodeBB.</summary>
public sealed class DeployedZone : IAsyncLifetime
{
    private readonly TestEdge _edge = new(ApiServer.Domain) { Answer = NodeBB.Answer };
    private ApiServer _zone = null!;
    private HttpClient _visitor = null!;

    public async Task InitializeAsync()
    {
        _zone = await ApiServer.StartAsync(takesStandIns: true);
        // Set by somebody in the dashboard before.
        await _zone.OkAsync("PUT", "{zone}/bot_management", new { fight_mode = true });
        using (var program = new DeliveredProgram(_zone))
            await program.DoAsync(Operation.Up, ("nodebb:otherForums", """["staging.example.org","pr-*.example.org"]"""));
        // Records of other stacks, and of a blog.
        foreach (var name in (string[])["staging", "pr-42", "blog"])
        {
            await _zone.OkAsync(
                "POST",
                "{zone}/dns_records",
                new
                {
                    type = "A",
                    name = $"{name}.{ApiServer.Domain}",
                    content = $"{_edge.Address}",
                    proxied = true,
                    ttl = 1,
                }
            );
        }

        foreach (var record in (await _zone.OkAsync("GET", "{zone}/dns_records")).EnumerateArray())
            await _zone.OkAsync("PATCH", $"{{zone}}/dns_records/{record.GetProperty("id")}", new { content = $"{_edge.Address}" });
        _edge.OriginCertificate = _edge.Certificates.Issue(ApiServer.Domain, $"*.{ApiServer.Domain}"); // Of several origins in one.
        await _edge.StartAsync(_zone.State);
        _visitor = _edge.Visitor();
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _edge.DisposeAsync();
        await _zone.DisposeAsync();
    }

    /// <summary>Reads the zone from the API.</summary>
    internal Task<JsonElement> ZoneAsync(string path) => _zone.OkAsync("GET", "{zone}" + path);

    /// <summary>Sends a request.</summary>
    internal async Task<Got> AskAsync(Asked asked)
    {
        using var request = asked.ToMessage(_edge);
        using var response = await _visitor.SendAsync(request);
        return new Got(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            Header(response, "CF-Cache-Status"),
            Header(response, "cf-mitigated") == "challenge",
            response.Headers.Contains("Set-Cookie"),
            response.Headers.Location,
            (int)response.StatusCode == 101 ? "" : await response.Content.ReadAsStringAsync()
        );
    }

    /// <summary>Whether the request reaches a rule after the stack's own that challenges everybody.</summary>
    internal async Task<bool> IsCheckedAsync(Asked asked)
    {
        var ruleset = (await ZoneAsync("/rulesets"))
            .EnumerateArray()
            .Single(r => r.GetProperty("phase").GetString() == TestZone.FirewallPhase)
            .GetProperty("id");
        var rules = JsonNode.Parse((await ZoneAsync($"/rulesets/{ruleset}")).GetProperty("rules").GetRawText())!.AsArray();
        var challenge = JsonNode.Parse(
            """{ "ref": "challenge", "action": "managed_challenge", "expression": "len(http.request.uri.path) gt 0", "description": "everybody", "enabled": true }"""
        );
        await _zone.OkAsync("PUT", $"{{zone}}/rulesets/{ruleset}", new { rules = Sendable(rules, challenge) });
        try
        {
            return (await AskAsync(asked)).Challenged;
        }
        finally
        {
            await _zone.OkAsync("PUT", $"{{zone}}/rulesets/{ruleset}", new { rules = Sendable(rules) });
        }
    }

    // The API's responses have members that its requests must not have.
    private static JsonArray Sendable(JsonArray rules, params JsonNode?[] more)
    {
        var sendable = rules.DeepClone().AsArray();
        foreach (var rule in sendable)
        {
            rule!.AsObject().Remove("last_updated");
            rule!.AsObject().Remove("version");
        }

        foreach (var rule in more)
            sendable.Add(rule);
        return sendable;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}

/// <summary>A visitor's result.</summary>
internal sealed record Got(int Status, string? Type, string? Cache, bool Challenged, bool HasCookie, Uri? Location, string Body);
