using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace NodeBBInfra.Sandbox.Cloudflare.Html;

/// <summary>
/// Rewrites pages after the cache, which stores the origin's version. A page is buffered; if nothing changes, its original bytes are sent.
/// </summary>
internal sealed class HtmlFeatures(IZone zone)
{
    private static readonly string[] Pages = ["text/html", "application/xhtml+xml"];

    /// <summary>Returns the visitor's body. Runs when response headers are set, and changes them if it rewrites.</summary>
    /// <exception cref="OriginFault">Reading the body timed out.</exception>
    public async Task<Stream> RewriteAsync(HttpContext context, Stream body, CancellationToken cancellationToken)
    {
        var (visit, headers) = (Visit.Of(context), context.Response.Headers);
        if (!IsPage(context) || Decoder(headers.ContentEncoding.ToString()) is not { } decode || !Any(visit))
            return body;

        var bytes = await WholeAsync(context, body, cancellationToken);
        // Latin-1 maps every byte to a character and markup is ASCII, so any ASCII-compatible encoding survives.
        using var reader = new StreamReader(decode(new MemoryStream(bytes)), Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        var html = await reader.ReadToEndAsync(cancellationToken);
        var rewritten = Rewrite(html, visit);
        if (rewritten == html)
            return new MemoryStream(bytes);

        headers.Remove(HeaderNames.ContentEncoding);
        headers.Remove(HeaderNames.ContentLength);
        if (headers.ETag.ToString() is ['"', ..] strong)
            headers.ETag = "W/" + strong;
        return new MemoryStream(Encoding.Latin1.GetBytes(rewritten));
    }

    private static async Task<byte[]> WholeAsync(HttpContext context, Stream body, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        try
        {
            await body.CopyToAsync(whole, cancellationToken);
            return whole.ToArray();
        }
        catch (OperationCanceledException exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new OriginFault(524, "The page did not come to its end in time.", exception);
        }
    }

    private string Rewrite(string html, Visit visit)
    {
        if (IsOn(visit, "automatic_https_rewrites") && visit.Scheme == "https")
            html = HttpsRewrites.Apply(html, host => zone.Origins(host) is not null);
        if (IsOn(visit, "email_obfuscation"))
            html = EmailObfuscation.Apply(html);
        return IsOn(visit, "rocket_loader") ? RocketLoader.Apply(html) : html;
    }

    private static bool Any(Visit visit) =>
        IsOn(visit, "automatic_https_rewrites") || IsOn(visit, "email_obfuscation") || IsOn(visit, "rocket_loader");

    private static bool IsOn(Visit visit, string feature) => visit.Setting(feature) == "on";

    private static bool IsPage(HttpContext context) =>
        !HttpMethods.IsHead(context.Request.Method)
        && MediaTypeHeaderValue.TryParse(context.Response.ContentType, out var type)
        && Pages.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
        && !context.Response.Headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase);

    private static Func<Stream, Stream>? Decoder(string encoding) =>
        encoding switch
        {
            "" or "identity" => stream => stream,
            "gzip" => stream => new GZipStream(stream, CompressionMode.Decompress),
            "br" => stream => new BrotliStream(stream, CompressionMode.Decompress),
            _ => null,
        };
}
