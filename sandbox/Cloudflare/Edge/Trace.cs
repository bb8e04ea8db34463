using System.Globalization;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// /cdn-cgi/trace: shows a visitor's request. https://developers.cloudflare.com/fundamentals/reference/cdn-cgi-endpoint/
/// </summary>
internal static class Trace
{
    /// <summary>Writes one <c>name=value</c> per line.</summary>
    public static Task WriteAsync(HttpContext context, EdgeOptions options)
    {
        var visit = Visit.Of(context);
        var seconds = options.Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var tls = context.Features.Get<ITlsHandshakeFeature>();
        string[] lines =
        [
            "fl=1f1",
            $"h={visit.Host}",
            $"ip={visit.Visitor}",
            $"ts={seconds.ToString("F3", CultureInfo.InvariantCulture)}",
            $"visit_scheme={visit.Scheme}",
            $"uag={context.Request.Headers.UserAgent}",
            $"colo={options.Colo}",
            "sliver=none",
            $"http={(context.Request.Protocol == "HTTP/2" ? "http/2" : "http/1.1")}",
            $"loc={options.Country}",
            $"tls={Version(tls?.Protocol)}",
            $"sni={(tls is null ? "off" : "plaintext")}",
            "warp=off",
            "gateway=off",
        ];
        context.Response.ContentType = "text/plain";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.WriteAsync(string.Join('\n', lines) + '\n', context.RequestAborted);
    }

    private static string Version(SslProtocols? protocol) =>
        protocol switch
        {
            null => "off",
            SslProtocols.Tls13 => "TLSv1.3",
            SslProtocols.Tls12 => "TLSv1.2",
            _ => "TLSv1",
        };
}
