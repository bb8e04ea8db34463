using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// The edge asks the origin for gzip or brotli whatever the visitor accepts, and undoes it for a visitor who does not.
/// https://developers.cloudflare.com/speed/optimization/content/compression/
/// </summary>
internal static class Encodings
{
    /// <summary>A body as the visitor accepts it. Runs when the response's headers are set, and changes them when it decodes.</summary>
    /// <returns>The body as it is, or a stream that decodes it.</returns>
    public static Stream For(HttpContext context, Stream body)
    {
        var headers = context.Response.Headers;
        var encoding = headers.ContentEncoding.ToString();
        if (encoding is not ("gzip" or "br") || Accepts(context.Request, encoding))
            return body;

        headers.Remove(HeaderNames.ContentEncoding);
        headers.Remove(HeaderNames.ContentLength);
        // Not the same bytes any more.
        if (headers.ETag.ToString() is ['"', ..] strong)
            headers.ETag = "W/" + strong;
        return encoding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : new BrotliStream(body, CompressionMode.Decompress);
    }

    private static bool Accepts(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(accepted =>
            accepted.Quality is not 0 &&
            (accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) || accepted.Value.Equals("*", StringComparison.Ordinal)));
}
