using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>
/// <c>/zones/{zone}/firewall/lockdowns</c>. The Free plan has no lockdowns; they exist only because a recording has one.
/// </summary>
/// <remarks>https://developers.cloudflare.com/api/resources/firewall/subresources/lockdowns/</remarks>
internal static class LockdownsApi
{
    private const string Path = "/firewall/lockdowns";
    private const int PerPage = 20;

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet(Path, (HttpRequest request) => Answer.Page(state.Zone.Lockdowns, request, PerPage));
        zone.MapPost(
            Path,
            (Body body) =>
                Answer.Ok(
                    state.Change(z =>
                    {
                        var made = Read(body, ZoneJson.NewId(), ZoneJson.Now());
                        return (z with { Lockdowns = z.Lockdowns.Add(made) }, made);
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
                        var changed = Read(body, id, Find(z, id).CreatedOn);
                        return (z with { Lockdowns = z.Lockdowns.Replace(Find(z, id), changed) }, changed);
                    })
                )
        );
        zone.MapDelete(
            $"{Path}/{{id}}",
            (string id) => Answer.Ok(state.Change<object>(z => (z with { Lockdowns = z.Lockdowns.Remove(Find(z, id)) }, new { Id = id })))
        );
    }

    private static Lockdown Read(Body body, string id, string createdOn) =>
        new(
            id,
            createdOn,
            ZoneJson.Now(),
            body.Flag("paused") ?? false,
            body.Member("configurations") is { ValueKind: JsonValueKind.Array } configurations
                ? configurations
                : throw ApiErrors.Invalid("configurations", "must be a list"),
            body.Text("description") ?? "",
            body.Texts("urls") ?? throw ApiErrors.Invalid("urls", "is required")
        );

    private static Lockdown Find(Zone zone, string id) =>
        zone.Lockdowns.Find(lockdown => lockdown.Id == id) ?? throw ApiErrors.Missing("The lockdown");
}
