using Microsoft.AspNetCore.Http;
using NodeBBInfra.Sandbox.Cloudflare.Html;
using Yarp.ReverseProxy.Forwarder;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Changes the headers between visitor and origin. https://developers.cloudflare.com/fundamentals/reference/http-headers/
/// </summary>
internal sealed class OriginTransformer(IZone zone, CacheAnswer cache, EdgeOptions options) : HttpTransformer
{
    private readonly HtmlFeatures _html = new(zone);

    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken
    )
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var visit = Visit.Of(httpContext);
        proxyRequest.Options.Set(OriginTarget.Key, OriginTarget.Of(visit, options));
        // Exactly the visitor's bytes: normalization is for rules only, unless the zone says otherwise.
        proxyRequest.RequestUri = new Uri(
            destinationPrefix + visit.TargetToOrigin,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        httpContext.Features.Get<CacheFill>()?.Prepare(proxyRequest);
        SetHeaders(httpContext, proxyRequest, visit);
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken
    )
    {
        if (proxyResponse is null)
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        // https://developers.cloudflare.com/fundamentals/reference/http-headers/#removed-response-headers
        foreach (var name in proxyResponse.Headers.Select(header => header.Key).Where(IsForNginx).ToArray())
            proxyResponse.Headers.Remove(name);
        if (proxyResponse.StatusCode == System.Net.HttpStatusCode.SwitchingProtocols)
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);

        var fill = httpContext.Features.Get<CacheFill>();
        if (fill?.Renew(httpContext, proxyResponse) is { } renewed)
        {
            await cache.WriteAsync(httpContext, fill.Policy, renewed);
            return false;
        }

        var body = await proxyResponse.Content.ReadAsStreamAsync(cancellationToken);
        var stored = false;
        if (fill is not null)
            (body, stored) = fill.Take(httpContext, proxyResponse, body);

        var copies = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers.Remove(Freshness.OwnControl);
        if (stored)
            BrowserTtl.Apply(httpContext.Response.Headers, fill!.Policy, zone);
        proxyResponse.Content = new StreamContent(
            Encodings.For(httpContext, await _html.RewriteAsync(httpContext, body, cancellationToken))
        );
        return copies;
    }

    private void SetHeaders(HttpContext context, HttpRequestMessage request, Visit visit)
    {
        var headers = request.Headers;
        var forwardedFor = string.Join(",", context.Request.Headers["X-Forwarded-For"].AsEnumerable());
        var loop = string.Join(", ", context.Request.Headers["CDN-Loop"].AsEnumerable());
        // A visitor must not be able to set the edge's own headers. X-Real-IP is removed too.
        foreach (var name in headers.NonValidated.Select(header => header.Key).Where(IsOurs).ToArray())
            headers.Remove(name);

        Add("Host", context.Request.Host.Value ?? visit.Host);
        Add("Accept-Encoding", "br, gzip");
        var (pseudo, visitor) = (PseudoIPv4.Of(visit.Visitor), visit.Visitor);
        if (pseudo is not null && visit.Setting("pseudo_ipv4") == "overwrite_header")
        {
            visitor = pseudo;
            Add("CF-Connecting-IPv6", visit.Visitor.ToString());
        }
        else if (pseudo is not null && visit.Setting("pseudo_ipv4") == "add_header")
        {
            Add("CF-Pseudo-IPv4", pseudo.ToString());
        }

        Add("CF-Connecting-IP", visitor.ToString());
        Add("X-Forwarded-For", forwardedFor.Length == 0 ? visitor.ToString() : $"{forwardedFor},{visitor}");
        Add("X-Forwarded-Proto", visit.Scheme);
        Add("CF-Ray", visit.Ray);
        Add("CF-Visitor", $$"""{"scheme":"{{visit.Scheme}}"}""");
        Add("CF-IPCountry", options.Country);
        Add("CDN-Loop", loop.Length == 0 ? "cloudflare; loops=1" : $"{loop}, cloudflare; loops=1");
        if (!Visit.IsWebSocket(context))
            Add("Connection", "Keep-Alive");

        void Add(string name, string value)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsForNginx(string name) => name.StartsWith("X-Accel-", StringComparison.OrdinalIgnoreCase);

    private static bool IsOurs(string name) =>
        name.StartsWith("CF-", StringComparison.OrdinalIgnoreCase) || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase);
}
