using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NodeBBInfra.Sandbox.Cloudflare.Html;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Handles requests before any rule: unknown hosts, the edge's own paths, Always Use HTTPS, upload limits.</summary>
internal sealed class Entry(IZone zone, EdgeOptions options)
{
    /// <summary>
    /// Refuses hostnames that are not proxied.
    /// https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/
    /// </summary>
    public Task KnownHost(HttpContext context, RequestDelegate next)
    {
        var visit = Visit.Of(context);
        switch (zone.Origins(visit.Host))
        {
            case null:
                return EdgePage.WriteAsync(context, StatusCodes.Status409Conflict, 1001, "DNS resolution error");
            case []:
                return EdgePage.WriteAsync(context, 530, 1016, "Origin DNS error");
            case var origins:
                visit.Origins = origins;
                return next(context);
        }
    }

    /// <summary>https://developers.cloudflare.com/fundamentals/reference/cdn-cgi-endpoint/</summary>
    public Task OwnPaths(HttpContext context, RequestDelegate next) =>
        Visit.Of(context).Path switch
        {
            "/cdn-cgi/trace" => Trace.WriteAsync(context, options),
            OwnScripts.EmailProtection => EdgePage.WriteAsync(
                context,
                StatusCodes.Status200OK,
                StatusCodes.Status200OK,
                "Email Protection"
            ),
            var path when OwnScripts.Find(path) is { } script => OwnScripts.WriteAsync(context, script),
            var path when path.StartsWith("/cdn-cgi/", StringComparison.Ordinal) => EdgePage.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                404,
                "Not Found"
            ),
            _ => next(context),
        };

    /// <summary>https://developers.cloudflare.com/ssl/edge-certificates/additional-options/always-use-https/</summary>
    public Task AlwaysUseHttps(HttpContext context, RequestDelegate next)
    {
        var visit = Visit.Of(context);
        if (visit.Scheme == "https" || visit.Setting("always_use_https") != "on")
            return next(context);
        var port = options.HttpsPort == 443 ? "" : $":{options.HttpsPort}";
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = $"https://{visit.Host}{port}{visit.Target}";
        context.Response.Headers.CacheControl = "max-age=3600";
        return Task.CompletedTask;
    }

    /// <summary>
    /// With SSL mode off there is no HTTPS: it redirects to HTTP.
    /// https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/off/
    /// </summary>
    public Task SslOff(HttpContext context, RequestDelegate next)
    {
        var visit = Visit.Of(context);
        if (visit.Scheme == "http" || visit.Setting("ssl") != "off")
            return next(context);
        var port = options.HttpPort == 80 ? "" : $":{options.HttpPort}";
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = $"http://{visit.Host}{port}{visit.Target}";
        return Task.CompletedTask;
    }

    /// <summary>https://developers.cloudflare.com/support/troubleshooting/http-status-codes/4xx-client-error/error-413/</summary>
    public Task UploadLimit(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength is not { } length || length <= options.MaxUploadBytes)
            return next(context);
        // Without its own limit, the server drains the body. Otherwise it would close the connection while the visitor still sends and so
        // never sees the response.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        return EdgePage.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, 413, "Payload Too Large");
    }
}
