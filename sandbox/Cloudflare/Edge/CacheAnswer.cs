using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodeBBInfra.Sandbox.Cloudflare.Html;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Serves a cached response: whole, in part (Range), or as 304 (If-None-Match, If-Modified-Since).</summary>
internal sealed class CacheAnswer(IZone zone, EdgeOptions options)
{
    private readonly HtmlFeatures _html = new(zone);

    /// <summary>Writes the response.</summary>
    public async Task WriteAsync(HttpContext context, CachePolicy policy, CachedResponse known)
    {
        var response = context.Response;
        response.StatusCode = known.Status;
        foreach (var (name, value) in known.Headers)
            response.Headers[name] = value;
        response.Headers.Remove(Freshness.OwnControl);
        response.Headers.Age = ((long)known.Age(options.Clock.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        BrowserTtl.Apply(response.Headers, policy, zone);

        var body = Encodings.For(
            context,
            await _html.RewriteAsync(context, new MemoryStream(known.Body, writable: false), context.RequestAborted)
        );
        if (body is not MemoryStream)
            body = await WholeAsync(body);
        if (known.Status == StatusCodes.Status200OK)
            await PartAsync(context, body);
        else if (!HttpMethods.IsHead(context.Request.Method))
            await body.CopyToAsync(response.Body, context.RequestAborted);
    }

    private static async Task PartAsync(HttpContext context, Stream body)
    {
        var response = context.Response;
        // Otherwise ASP.NET would add a content type that the origin did not send.
        if (response.ContentType is null)
        {
            response.OnStarting(() =>
            {
                response.ContentType = null;
                return Task.CompletedTask;
            });
        }

        var validators = response.GetTypedHeaders();
        await Results
            .Stream(
                body,
                response.ContentType,
                lastModified: validators.LastModified,
                entityTag: validators.ETag,
                enableRangeProcessing: true
            )
            .ExecuteAsync(context);
    }

    private static async Task<MemoryStream> WholeAsync(Stream stream)
    {
        var whole = new MemoryStream();
        await using (stream)
            await stream.CopyToAsync(whole);
        whole.Position = 0;
        return whole;
    }
}
