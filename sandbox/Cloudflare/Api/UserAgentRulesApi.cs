using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/firewall/ua_rules</c>: User Agent Blocking, ten rules on the Free plan.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/firewall/subresources/ua_rules/</remarks>
internal static class UserAgentRulesApi
{
    private const string Path = "/firewall/ua_rules";
    private const int PerPage = 20;
    private const int MostRules = 10;
    private static readonly string[] Modes = ["block", "challenge", "js_challenge", "managed_challenge"];

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet(Path, (HttpRequest request) => Answer.Page(state.Zone.UserAgentBlocks, request, PerPage));
        zone.MapPost(
            Path,
            (Body body) =>
                Answer.Ok(
                    state.Change(z =>
                    {
                        if (z.UserAgentBlocks.Count >= MostRules)
                            throw ApiErrors.Invalid("rules", $"are {MostRules} at most on the Free plan");
                        var made = Read(body, ZoneJson.NewId());
                        return (z with { UserAgentBlocks = z.UserAgentBlocks.Add(made) }, made);
                    })
                )
        );
        zone.MapGet($"{Path}/{{id}}", (string id) => Answer.Ok(Find(state.Zone, id)));
        zone.MapPut(
            $"{Path}/{{id}}",
            (string id, Body body) =>
                Answer.Ok(
                    state.Change(z =>
                    {
                        var changed = Read(body, id);
                        return (z with { UserAgentBlocks = z.UserAgentBlocks.Replace(Find(z, id), changed) }, changed);
                    })
                )
        );
        zone.MapDelete(
            $"{Path}/{{id}}",
            (string id) =>
                Answer.Ok(state.Change<object>(z => (z with { UserAgentBlocks = z.UserAgentBlocks.Remove(Find(z, id)) }, new { Id = id })))
        );
    }

    private static UserAgentBlock Read(Body body, string id)
    {
        var configuration = new Body(body.Member("configuration") ?? throw ApiErrors.Invalid("configuration", "is required"));
        if (configuration.Text("target") is var target && target != "ua")
            throw ApiErrors.Invalid("configuration", "must have the target 'ua'");
        var mode = Body.Required(body.Text("mode"), "mode");
        return Modes.Contains(mode)
            ? new UserAgentBlock(
                id,
                body.Text("description") ?? "",
                mode,
                body.Flag("paused") ?? false,
                new UserAgentTarget(target, Body.Required(configuration.Text("value"), "value"))
            )
            : throw ApiErrors.Invalid("mode", $"must be one of {string.Join(", ", Modes)}");
    }

    private static UserAgentBlock Find(Zone zone, string id) =>
        zone.UserAgentBlocks.Find(block => block.Id == id) ?? throw ApiErrors.Missing("The User Agent Blocking rule");
}
