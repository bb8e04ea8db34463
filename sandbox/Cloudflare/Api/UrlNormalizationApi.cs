using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/url_normalization</c></summary>
/// <remarks>https://developers.cloudflare.com/rules/normalization/</remarks>
internal static class UrlNormalizationApi
{
    private const string Name = "url_normalization";

    private static readonly Dictionary<string, Func<JsonElement, bool>> Members = new()
    {
        ["type"] = ZoneObjects.OneOf("cloudflare", "rfc3986"),
        ["scope"] = ZoneObjects.OneOf("incoming", "both", "none"),
    };

    private static readonly object Standard = new { UrlNormalization.Standard.Type, UrlNormalization.Standard.Scope };

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet($"/{Name}", () => Answer.Ok(ZoneObjects.Get(state.Zone, Name, Standard)));
        zone.MapPut(
            $"/{Name}",
            (Body body) =>
                Answer.Ok(
                    state.Change(z =>
                    {
                        var merged = ZoneObjects.Merged(ZoneObjects.Get(z, Name, Standard), body, Members);
                        return (ZoneObjects.Set(z, Name, merged), merged);
                    })
                )
        );
        zone.MapDelete($"/{Name}", () => Answer.Ok(state.Change(z => (ZoneObjects.Reset(z, Name), ZoneJson.Element(Standard)))));
    }
}
