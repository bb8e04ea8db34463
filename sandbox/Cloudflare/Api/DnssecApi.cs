using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/dnssec</c>. Nothing is signed; the key is derived from the zone's id.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/dns/subresources/dnssec/</remarks>
internal static class DnssecApi
{
    private const string Name = "dnssec";

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet($"/{Name}", () => Answer.Ok(Get(state.Zone)));
        zone.MapPatch(
            $"/{Name}",
            (Body body) =>
                body.Text("status") is "active" or "disabled"
                    ? Answer.Ok(
                        state.Change(z =>
                            (
                                ZoneObjects.Set(z, Name, Describe(z, body.Text("status")!, ZoneJson.Now())),
                                Describe(z, body.Text("status")!, ZoneJson.Now())
                            )
                        )
                    )
                    : throw ApiErrors.Invalid("status", "must be active or disabled")
        );
        zone.MapDelete($"/{Name}", () => Answer.Ok(state.Change(z => (ZoneObjects.Reset(z, Name), Get(z)))));
    }

    private static JsonElement Get(Zone zone) => ZoneObjects.Get(zone, Name, Describe(zone, "disabled", null));

    private static object Describe(Zone zone, string status, string? modifiedOn)
    {
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(zone.Id)));
        const int KeyTag = 42;
        return new
        {
            Status = status,
            Algorithm = "13",
            Digest = digest,
            DigestAlgorithm = "SHA256",
            DigestType = "2",
            Ds = $"{zone.Name}. 3600 IN DS {KeyTag} 13 2 {digest}",
            Flags = 257,
            KeyTag,
            KeyType = "ECDSAP256SHA256",
            ModifiedOn = modifiedOn,
            PublicKey = Convert.ToBase64String(Encoding.ASCII.GetBytes(digest)),
        };
    }
}
