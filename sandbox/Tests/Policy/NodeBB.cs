using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NodeBBInfra.Components.Origin.Forum;

namespace NodeBBInfra.Tests.Policy;

/// <summary>
/// Responds with the headers of NodeBB v4.11.2 behind the stack's nginx: session cookies, and what may be cached, by whom and how long. A
/// body names the visitor whose session it belongs to, or says <c>anybody's</c>.
/// </summary>
internal static class NodeBB
{
    public const string Cookie = ForumConfig.SessionCookie;
    public const string ActivityJson = "application/activity+json";
    private const string KeptLong = "public, max-age=5184000";

    private static readonly string[] Federated = ["/topic/", "/post/", "/uid/", "/category/", "/user/", "/actor"];

    // Paths that need no session and have no cache headers.
    private static readonly Dictionary<string, string> Plain = new()
    {
        ["/robots.txt"] = "text/plain",
        ["/sitemap.xml"] = "application/xml",
        ["/sitemap/pages.xml"] = "application/xml",
        ["/manifest.webmanifest"] = "application/json",
        ["/service-worker.js"] = "application/javascript",
        ["/recent.rss"] = "application/xml",
        ["/topic/1.rss"] = "application/xml",
        ["/ping"] = "text/html",
    };

    public static async Task Answer(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            return;
        }

        var written = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        if (IsMisread(written))
        {
            await Write(context, 400, "text/html", "no-store", "anybody's");
            return;
        }

        var path = context.Request.Path.Value!;
        var member = context.Request.Cookies[Cookie] == "member";
        await (
            context.Request.Host.Host.StartsWith("www.", StringComparison.Ordinal)
                ? Redirect(context, 301, $"https://{context.Request.Host.Host[4..]}{path}")
            : path.StartsWith("/assets/uploads/files/", StringComparison.Ordinal) ? PrivateUpload(context, member)
            : path.StartsWith("/assets/", StringComparison.Ordinal) ? Asset(context, path)
            : path.StartsWith("/uploads/", StringComparison.Ordinal) || path.StartsWith("/plugins/", StringComparison.Ordinal)
                ? Redirect(context, 302, $"/assets{path}")
            : path.StartsWith("/socket.io/", StringComparison.Ordinal) ? Write(context, 200, "text/plain", "no-store", Visitor(context))
            : path == "/favicon.ico" ? Write(context, 200, "image/x-icon", "public, max-age=31536000", "anybody's")
            : Plain.TryGetValue(path, out var type) ? Write(context, 200, type, null, "anybody's")
            : path.StartsWith("/.well-known/", StringComparison.Ordinal) || path.StartsWith("/nodeinfo/", StringComparison.Ordinal)
                ? Write(context, 200, "application/json", null, "anybody's")
            : path.EndsWith("/inbox", StringComparison.Ordinal) ? Write(context, 202, "text/plain", null, "anybody's")
            : WantsActivity(context, path) ? Write(context, 200, ActivityJson, null, "anybody's")
            : OfASession(context, path, member)
        );
    }

    // Pages and API, even for missing paths: they start a session, and a member's are private.
    private static Task OfASession(HttpContext context, string path, bool member)
    {
        if (Visitor(context) == "new" || path == "/login" && HttpMethods.IsPost(context.Request.Method))
            context.Response.Headers.SetCookie = $"{Cookie}=s%3Aanother; Path=/; HttpOnly; Secure; SameSite=Lax";
        var json = path.StartsWith("/api/", StringComparison.Ordinal) || HttpMethods.IsPost(context.Request.Method);
        var ofAdministrators = path.TrimStart('/')
            .Replace("api/", "", StringComparison.Ordinal)
            .StartsWith("admin", StringComparison.Ordinal);
        return ofAdministrators && !member
            ? json
                ? Write(context, 401, "application/json", null, Visitor(context))
                : Redirect(context, 302, "/login?local=1")
            : Write(
                context,
                path.Contains("nothing", StringComparison.Ordinal) ? 404 : 200,
                json ? "application/json" : "text/html",
                member && path != "/api/config" ? "private" : null,
                Visitor(context)
            );
    }

    private static Task Asset(HttpContext context, string path) =>
        path.Contains("nothing", StringComparison.Ordinal)
            ? Write(context, 404, "text/plain", null, "anybody's")
            : Write(context, 200, "application/octet-stream", KeptLong, "anybody's");

    private static Task PrivateUpload(HttpContext context, bool member) =>
        member
            ? Write(context, 200, "application/pdf", "private, max-age=5184000", "member")
            : Write(context, 403, "application/json", null, "anybody's");

    private static bool WantsActivity(HttpContext context, string path) =>
        context.Request.Headers.Accept.ToString() is var accept
        && (accept.Contains(ActivityJson, StringComparison.Ordinal) || accept.Contains("application/ld+json", StringComparison.Ordinal))
        && Federated.Any(start => path.StartsWith(start, StringComparison.Ordinal));

    // nginx refuses these; its own tests cover all of them.
    private static bool IsMisread(string path) =>
        path.IndexOfAny(['\\', '#']) >= 0
        || path.Contains("..", StringComparison.Ordinal)
        || path.StartsWith("/assets/", StringComparison.OrdinalIgnoreCase)
            && (!path.StartsWith("/assets/", StringComparison.Ordinal) || path.Contains("%2f", StringComparison.OrdinalIgnoreCase));

    private static bool KeptByCloudflare(string path) =>
        path == "/favicon.ico"
        || path.StartsWith("/assets/", StringComparison.Ordinal) && !path.StartsWith("/assets/uploads/files/", StringComparison.Ordinal);

    private static string Visitor(HttpContext context) => context.Request.Cookies[Cookie] ?? "new";

    private static Task Redirect(HttpContext context, int status, string to)
    {
        context.Response.Headers.Location = to;
        return Write(context, status, "text/html", null, "anybody's");
    }

    private static Task Write(HttpContext context, int status, string type, string? control, string body)
    {
        context.Response.StatusCode = status;
        if (!(status == 200 && KeptByCloudflare(context.Request.Path.Value!)))
            context.Response.Headers["Cloudflare-CDN-Cache-Control"] = "no-store";
        context.Response.ContentType = type;
        if (control is not null)
            context.Response.Headers.CacheControl = control;
        return context.Response.WriteAsync(body);
    }
}
