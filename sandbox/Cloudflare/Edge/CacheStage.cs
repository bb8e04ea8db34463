using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Answers from the cache, or forwards to the origin with instructions for the response.</summary>
internal sealed class CacheStage(RuleMatcher rules, CacheStore store, CacheAnswer answer, EdgeOptions options)
{
    // https://developers.cloudflare.com/cache/concepts/default-cache-behavior/#default-cached-file-extensions
    private static readonly FrozenSet<string> Extensions = """
        7z avi avif apk bin bmp bz2 class css csv doc docx dmg ejs eot eps exe flac gif gz ico iso jar jpg jpeg js mid midi mkv mp3 mp4 ogg otf
        pdf pict pls png ppt pptx ps rar svg svgz swf tar tif tiff ttf webm webp woff woff2 xls xlsx zip zst
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs the stage.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var visit = Visit.Of(context);
        visit.CacheStatus = "DYNAMIC";
        var policy = CachePolicy.From(rules.Matching("http_request_cache_settings", context));
        if (!IsEligible(context, visit, policy))
            return next(context);

        // The default cache key. It includes Origin so that CORS responses do not mix.
        // https://developers.cloudflare.com/cache/how-to/cache-keys/
        var key = $"{visit.Scheme}://{visit.Host}{visit.Path}?{visit.Query} {context.Request.Headers.Origin}";
        var known = store.Find(key);
        if (known?.IsFresh(options.Clock.GetUtcNow()) == true)
        {
            visit.CacheStatus = "HIT";
            return answer.WriteAsync(context, policy, known);
        }

        visit.CacheStatus = known is null ? "MISS" : "EXPIRED";
        context.Features.Set(new CacheFill(key, known, policy, store, options.Clock));
        return next(context);
    }

    private static bool IsEligible(HttpContext context, Visit visit, CachePolicy policy) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && !Visit.IsWebSocket(context)
        && (policy.ByRule ?? (visit.Path == "/robots.txt" || Extensions.Contains(Path.GetExtension(visit.Path).TrimStart('.'))));
}
