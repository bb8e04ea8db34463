using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/cache/tiered_cache_smart_topology_enable</c></summary>
/// <remarks>https://developers.cloudflare.com/api/resources/cache/subresources/smart_tiered_cache/</remarks>
internal static class TieredCacheApi
{
    private const string Name = "tiered_cache_smart_topology_enable";
    private const string Path = $"/cache/{Name}";

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet(Path, () => Answer.Ok(ZoneObjects.Get(state.Zone, Name, Object("off", null))));
        zone.MapPatch(
            Path,
            (Body body) =>
                body.Text("value") is "on" or "off"
                    ? Answer.Ok(
                        state.Change(z =>
                            (
                                ZoneObjects.Set(z, Name, Object(body.Text("value")!, ZoneJson.Now())),
                                Object(body.Text("value")!, ZoneJson.Now())
                            )
                        )
                    )
                    : throw ApiErrors.Invalid("value", "must be on or off")
        );
        // The response has the old value.
        zone.MapDelete(
            Path,
            () => Answer.Ok(state.Change(z => (ZoneObjects.Reset(z, Name), ZoneObjects.Get(z, Name, Object("off", null)))))
        );
    }

    private static TieredCache Object(string value, string? modifiedOn) => new(Name, Editable: true, value, modifiedOn);

    private sealed record TieredCache(string Id, bool Editable, string Value, string? ModifiedOn);
}
