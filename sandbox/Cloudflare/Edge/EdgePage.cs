using System.Net;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The edge's own error pages: plain, but with the code and the Ray ID that people look for.</summary>
internal static class EdgePage
{
    /// <summary>Writes a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Cloudflare's error code, equal to the status for 520 to 526.</param>
    /// <param name="title">The error's title.</param>
    public static Task WriteAsync(HttpContext context, int status, int code, string title)
    {
        var visit = Visit.Of(context);
        visit.CacheStatus = null;
        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=UTF-8";
        context.Response.Headers.CacheControl = "private, max-age=0, no-store, no-cache, must-revalidate, post-check=0, pre-check=0";
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><title>{WebUtility.HtmlEncode(visit.Host)} | {code}: {title}</title></head>
            <body>
            <h1>{title} <span>Error code {code}</span></h1>
            <p>error code: {code}</p>
            <p>Visit cloudflare.com for more information. Cloudflare Ray ID: {visit.Ray[..16]}. Your IP: {visit.Visitor}</p>
            </body>
            </html>

            """,
            context.RequestAborted
        );
    }
}
