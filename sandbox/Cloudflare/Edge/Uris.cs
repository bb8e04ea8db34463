using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Request targets. The origin gets what the visitor sent; rules and the cache see a normalized form, so that <c>/a/../api/</c> and <c>/%61pi/</c> cannot
/// slip past a rule for <c>/api/</c>. https://developers.cloudflare.com/rules/normalization/how-it-works/
/// </summary>
internal static partial class Uris
{
    /// <summary>Path and query as they stand in the request line.</summary>
    public static string TargetOf(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // A proxy's form of the request line (http://host/path) and CONNECT's have no path in front.
        return raw.StartsWith('/') ? raw : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
    }

    /// <summary>Path and query, normalized as RFC 3986 says, with backslashes and repeated slashes as Cloudflare treats them.</summary>
    public static (string Path, string Query) Normalize(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
        path = Slashes().Replace(path, "/");
        return (Uri.TryCreate("http://host" + path, UriKind.Absolute, out var uri) ? uri.AbsolutePath : path, query);
    }

    [GeneratedRegex(@"[/\\]+")]
    private static partial Regex Slashes();
}
