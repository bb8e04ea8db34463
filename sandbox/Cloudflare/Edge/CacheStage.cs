using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Answers from the cache, or lets the request go to the origin with word of what to do with the response.</summary>
internal sealed class CacheStage(IZone zone, RuleMatcher rules, CacheStore store, EdgeOptions options)
{
    // https://developers.cloudflare.com/cache/concepts/default-cache-behavior/#default-cached-file-extensions
    private static readonly FrozenSet<string> Extensions = """
        7z avi avif apk bin bmp bz2 class css csv doc docx dmg ejs eot eps exe flac gif gz ico iso jar jpg jpeg js mid midi mkv mp3 mp4 ogg otf
        pdf pict pls png ppt pptx ps rar svg svgz swf tar tif tiff ttf webm webp woff woff2 xls xlsx zip zst
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The stage.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var visit = Visit.Of(context);
        visit.CacheStatus = "DYNAMIC";
        var policy = CachePolicy.From(rules.Matching("http_request_cache_settings", context));
        if (!IsEligible(context, visit, policy))
            return next(context);

        // The default key; Origin belongs to it so that CORS answers do not mix. https://developers.cloudflare.com/cache/how-to/cache-keys/
        var key = $"{visit.Scheme}://{visit.Host}{visit.Path}?{visit.Query} {context.Request.Headers.Origin}";
        var known = store.Find(key);
        var now = options.Clock.GetUtcNow();
        if (known?.IsFresh(now) == true)
            return ServeAsync(context, visit, policy, known, now);

        visit.CacheStatus = known is null ? "MISS" : "EXPIRED";
        context.Features.Set(new CacheFill(key, policy, store, options.Clock));
        return next(context);
    }

    private static bool IsEligible(HttpContext context, Visit visit, CachePolicy policy) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) &&
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest != true &&
        (policy.ByRule ?? (visit.Path == "/robots.txt" || Extensions.Contains(Path.GetExtension(visit.Path).TrimStart('.'))));

    private Task ServeAsync(HttpContext context, Visit visit, CachePolicy policy, CachedResponse known, DateTimeOffset now)
    {
        visit.CacheStatus = "HIT";
        var response = context.Response;
        response.StatusCode = known.Status;
        foreach (var (name, value) in known.Headers)
            response.Headers[name] = value;
        response.Headers.Age = ((long)known.Age(now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        BrowserTtl.Apply(response.Headers, policy, zone);

        if (IsUnchanged(context.Request, response))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.ContentLength = null;
            return Task.CompletedTask;
        }

        var body = Encodings.For(context, new MemoryStream(known.Body, writable: false));
        if (body is MemoryStream)
            response.ContentLength = known.Body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : body.CopyToAsync(response.Body, context.RequestAborted);
    }

    private static bool IsUnchanged(HttpRequest request, HttpResponse response)
    {
        if (response.StatusCode != StatusCodes.Status200OK)
            return false;
        var asked = request.GetTypedHeaders();
        var have = response.GetTypedHeaders();
        return asked.IfNoneMatch is { Count: > 0 } tags
            ? have.ETag is { } tag && tags.Any(each => each.Compare(tag, useStrongComparison: false) || each.Equals(EntityTagHeaderValue.Any))
            : asked.IfModifiedSince is { } since && have.LastModified is { } modified && modified <= since;
    }
}
