using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Request targets.</summary>
internal static class Uris
{
    /// <summary>The path and query of the request line, unchanged.</summary>
    public static string TargetOf(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // A proxy request (http://host/path) and CONNECT do not start with a path.
        return raw.StartsWith('/') ? raw : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
    }
}
