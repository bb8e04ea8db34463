using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/ips</c>: the networks from which Cloudflare connects to origins.</summary>
internal static class IpsApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet(
            "/ips",
            () =>
                Answer.Ok(
                    new
                    {
                        Ipv4Cidrs = IpRanges.V4,
                        Ipv6Cidrs = IpRanges.V6,
                        IpRanges.Etag,
                    }
                )
        );
}
