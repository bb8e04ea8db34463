using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/rulesets</c></summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rulesets-api/</remarks>
internal static class RulesetsApi
{
    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet("/rulesets", () => Answer.Ok(state.Zone.Rulesets.Select(Summary)));
        zone.MapPost("/rulesets", (Body body) => Answer.Ok(Create(state, body)));
        zone.MapGet("/rulesets/{id}", (string id) => Answer.Ok(Find(state.Zone, id)));
        zone.MapPut("/rulesets/{id}", (string id, Body body) => Answer.Ok(Update(state, id, body)));
        zone.MapDelete("/rulesets/{id}", (string id) => Delete(state, id));
        zone.MapGet(
            "/rulesets/phases/{phase}/entrypoint",
            (string phase) => Answer.Ok(state.Zone.Rulesets.Find(ruleset => ruleset.Phase == phase) ?? throw ApiErrors.RulesetMissing())
        );
    }

    private static Ruleset Create(CloudflareState state, Body body) =>
        state.Change(zone =>
        {
            var phase = Body.Required(body.Text("phase"), "phase");
            if (!FreePlanLimits.Phases.ContainsKey(phase))
                throw ApiErrors.RuleValue("/phase", $"'{phase}'", "the sandbox has no such phase");
            if (body.Text("kind") is var kind && kind != "zone")
                throw ApiErrors.RuleValue("/kind", $"'{kind}'", "a zone on the Free plan has entry points only, whose kind is 'zone'");
            if (zone.Rulesets.Exists(other => other.Phase == phase))
                throw ApiErrors.SecondEntryPoint(phase);
            var ruleset = Filled(
                body,
                new Ruleset
                {
                    Id = ZoneJson.NewId(),
                    Name = Body.Required(body.Text("name"), "name"),
                    Kind = kind,
                    Phase = phase,
                    Version = "1",
                    LastUpdated = ZoneJson.Now(),
                }
            );
            return (zone with { Rulesets = zone.Rulesets.Add(ruleset) }, ruleset);
        });

    private static Ruleset Update(CloudflareState state, string id, Body body) =>
        state.Change(zone =>
        {
            var existing = Find(zone, id);
            if ((body.Text("phase") ?? existing.Phase) != existing.Phase || (body.Text("kind") ?? existing.Kind) != existing.Kind)
                throw ApiErrors.RuleValue("/phase", $"'{body.Text("phase")}'", "phase and kind of a ruleset cannot change");
            var ruleset = Filled(
                body,
                existing with
                {
                    Name = body.Text("name") ?? existing.Name,
                    Version = (int.Parse(existing.Version, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture),
                    LastUpdated = ZoneJson.Now(),
                }
            );
            return (zone with { Rulesets = zone.Rulesets.Replace(existing, ruleset) }, ruleset);
        });

    // An update replaces all rules and deletes those not in the request.
    private static Ruleset Filled(Body body, Ruleset ruleset) =>
        ruleset with
        {
            Description = body.Text("description") ?? "",
            Rules = RulesReader.Read(body, ruleset),
        };

    private static IResult Delete(CloudflareState state, string id)
    {
        state.Change(zone => (zone with { Rulesets = zone.Rulesets.Remove(Find(zone, id)) }, true));
        return Results.NoContent();
    }

    private static Ruleset Find(Zone zone, string id) =>
        zone.Rulesets.Find(ruleset => ruleset.Id == id) ?? throw ApiErrors.RulesetMissing();

    private static object Summary(Ruleset ruleset) =>
        new
        {
            ruleset.Id,
            ruleset.Name,
            ruleset.Description,
            ruleset.Kind,
            ruleset.Version,
            ruleset.LastUpdated,
            ruleset.Phase,
        };
}
