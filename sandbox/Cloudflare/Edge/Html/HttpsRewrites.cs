using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Cloudflare.Html;

/// <summary>
/// Automatic HTTPS Rewrites: changes http links to https for hosts that serve HTTPS. Cloudflare knows these hosts from lists; here they
/// are the zone's proxied hosts. https://developers.cloudflare.com/ssl/edge-certificates/additional-options/automatic-https-rewrites/
/// </summary>
internal static partial class HttpsRewrites
{
    private static readonly string[] Links = ["href", "src", "action", "formaction", "poster", "data"];

    /// <summary>Returns the page with rewritten links.</summary>
    public static string Apply(string html, Func<string, bool> servesHttps) =>
        HtmlTokens.Map(
            html,
            token =>
                token.Kind != HtmlTokenKind.OpeningTag
                    ? token.Text
                    : HtmlTokens.MapAttributes(
                        token.Text,
                        (name, value) =>
                            Links.Contains(name)
                            && HttpUrl().Match(value) is { Success: true } url
                            && servesHttps(url.Groups["host"].Value.ToLowerInvariant())
                                ? $"https://{url.Groups["host"].Value}{value[url.Length..]}"
                                : null
                    )
        );

    [GeneratedRegex(@"^\s*http://(?<host>[^/?#:\s]+)(:80)?(?=[/?#]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HttpUrl();
}
