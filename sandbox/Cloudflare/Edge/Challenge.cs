using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// A challenge page. It is never solved here, as by a visitor without a browser: what must not be done to an API client or a WebSocket shows as a 403.
/// </summary>
/// <remarks>https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/</remarks>
internal static class Challenge
{
    /// <summary>Answers with the page.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["cf-mitigated"] = "challenge";
            return Task.CompletedTask;
        });
        return EdgePage.WriteAsync(context, StatusCodes.Status403Forbidden, StatusCodes.Status403Forbidden, "Just a moment...");
    }
}
