using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// A challenge page with a 403. Like a visitor without a browser, nobody solves it, so a challenged API client or WebSocket fails visibly.
/// </summary>
/// <remarks>https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/</remarks>
internal static class Challenge
{
    /// <summary>Writes the page.</summary>
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
