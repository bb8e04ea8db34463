using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// The edge always requests gzip or brotli from the origin and decodes it for visitors who do not accept it.
/// https://developers.cloudflare.com/speed/optimization/content/compression/
/// </summary>
internal static class Encodings
{
    /// <summary>
    /// The body in an encoding that the visitor accepts. Runs when response headers are set, and changes them if it decodes.
    /// </summary>
    /// <returns>The body, or a stream that decodes it.</returns>
    public static Stream For(HttpContext context, Stream body)
    {
        var headers = context.Response.Headers;
        var encoding = headers.ContentEncoding.ToString();
        if (encoding is not ("gzip" or "br") || Accepts(context.Request, encoding))
            return body;

        headers.Remove(HeaderNames.ContentEncoding);
        headers.Remove(HeaderNames.ContentLength);
        // The bytes differ now, so a strong ETag becomes weak.
        if (headers.ETag.ToString() is ['"', ..] strong)
            headers.ETag = "W/" + strong;
        return encoding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : new BrotliStream(body, CompressionMode.Decompress);
    }

    private static bool Accepts(HttpRequest request, string encoding) =>
        request
            .GetTypedHeaders()
            .AcceptEncoding.Any(accepted =>
                accepted.Quality is not 0
                && (
                    accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)
                    || accepted.Value.Equals("*", StringComparison.Ordinal)
                )
            );
}
