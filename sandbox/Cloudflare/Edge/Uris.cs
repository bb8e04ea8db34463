using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Request targets.</summary>
internal static class Uris
{
    /// <summary>Path and query as they stand in the request line.</summary>
    public static string TargetOf(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // A proxy's form of the request line (http://host/path) and CONNECT's have no path in front.
        return raw.StartsWith('/') ? raw : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
    }
}
