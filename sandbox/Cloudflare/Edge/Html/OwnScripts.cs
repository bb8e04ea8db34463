using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare.Html;

/// <summary>The edge's scripts for rewritten pages: Cloudflare's names, with minimal implementations.</summary>
internal static class OwnScripts
{
    public const string EmailDecode = "/cdn-cgi/scripts/5c5dd728/cloudflare-static/email-decode.min.js";
    public const string EmailProtection = "/cdn-cgi/l/email-protection";
    public const string RocketLoader = "/cdn-cgi/scripts/7d0fa10a/cloudflare-static/rocket-loader.min.js";

    private const string Decode = """
        (() => {
          const decode = (hex, at) => {
            const key = parseInt(hex.slice(at, at + 2), 16);
            const bytes = [];
            for (let i = at + 2; i < hex.length; i += 2) bytes.push(parseInt(hex.slice(i, i + 2), 16) ^ key);
            return new TextDecoder().decode(new Uint8Array(bytes));
          };
          for (const link of document.querySelectorAll('a[href*="/cdn-cgi/l/email-protection#"]')) link.href = 'mailto:' + decode(link.hash, 1);
          for (const shown of document.querySelectorAll('[data-cfemail]')) shown.replaceWith(decode(shown.dataset.cfemail, 0));
        })();

        """;

    private const string Load = """
        (async () => {
          const mark = document.currentScript.dataset.cfSettings.split('|')[0];
          for (const waiting of document.querySelectorAll(`script[type^="${mark}"]`)) {
            const script = document.createElement('script');
            for (const { name, value } of waiting.attributes) script.setAttribute(name, name === 'type' ? value.slice(mark.length) : value);
            script.text = waiting.text;
            const loaded = script.src && new Promise((done) => { script.onload = script.onerror = done; });
            waiting.replaceWith(script);
            await loaded;
          }
        })();

        """;

    /// <summary>The script at a path; null when there is none.</summary>
    public static string? Find(string path) =>
        path switch
        {
            EmailDecode => Decode,
            RocketLoader => Load,
            _ => null,
        };

    /// <summary>Writes a script.</summary>
    public static Task WriteAsync(HttpContext context, string script)
    {
        context.Response.ContentType = "application/javascript";
        context.Response.Headers.CacheControl = "public, max-age=172800";
        return context.Response.WriteAsync(script, context.RequestAborted);
    }
}
