using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones</c>: the account's only zone.</summary>
internal static class ZonesApi
{
    private const int PerPage = 20;

    public static void Map(IEndpointRouteBuilder api, CloudflareState state)
    {
        api.MapGet(
            "/zones",
            (HttpRequest request) =>
            {
                var asked = request.Query["name"].ToString();
                object[] zones = asked.Length == 0 || asked == state.Domain ? [Describe(state.Zone)] : [];
                return Answer.Page(zones, request, PerPage);
            }
        );
        api.MapGet("/zones/{id}", (string id) => Answer.Ok(id == state.ZoneId ? Describe(state.Zone) : throw ApiErrors.ForeignZone()));
    }

    private static object Describe(Zone zone) =>
        new
        {
            zone.Id,
            zone.Name,
            Status = "active",
            Account = new { Id = new string('a', 32), Name = "Sandbox" },
            Type = "full",
            Paused = false,
            zone.CreatedOn,
            ModifiedOn = zone.CreatedOn,
            ActivatedOn = zone.CreatedOn,
            NameServers = new[] { "a.ns.cloudflare.com", "b.ns.cloudflare.com" },
            OriginalNameServers = Array.Empty<string>(),
            OriginalRegistrar = (string?)null,
            OriginalDnshost = (string?)null,
            DevelopmentMode = 0,
            Meta = new { },
            Owner = new
            {
                Id = (string?)null,
                Type = "user",
                Email = (string?)null,
            },
            Plan = new { Id = "0" + new string('f', 31), Name = "Free Website" },
        };
}
