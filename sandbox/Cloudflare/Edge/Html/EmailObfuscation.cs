using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Cloudflare.Html;

/// <summary>Email Address Obfuscation: encodes addresses in text and mailto links as hexadecimal; a script decodes them.</summary>
/// <remarks>https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/</remarks>
internal static partial class EmailObfuscation
{
    private const string MailTo = "mailto:";

    /// <summary>Returns the page with encoded addresses.</summary>
    public static string Apply(string html)
    {
        var (isOff, count) = (false, 0);
        var result = HtmlTokens.Map(
            html,
            token =>
            {
                switch (token.Kind)
                {
                    case HtmlTokenKind.Comment:
                        isOff = token.Text switch
                        {
                            "<!--email_off-->" => true,
                            "<!--/email_off-->" => false,
                            _ => isOff,
                        };
                        return token.Text;
                    case HtmlTokenKind.OpeningTag when !isOff && token is { Name: "a", IsPlain: true }:
                        return HtmlTokens.MapAttributes(token.Text, (name, value) => name == "href" ? Link(value) : null);
                    case HtmlTokenKind.Text when !isOff && token.IsPlain:
                        return Address().Replace(token.Text, address => Shown(address.Value, token.IsInLink));
                    default:
                        return token.Text;
                }
            }
        );
        return count == 0
            ? html
            : HtmlTokens.AppendToBody(result, $"""<script data-cfasync="false" src="{OwnScripts.EmailDecode}"></script>""");

        string? Link(string url) =>
            url.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase) && Address().IsMatch(url)
                ? $"{OwnScripts.EmailProtection}#{Encode(WebUtility.HtmlDecode(url[MailTo.Length..]))}"
                : null;

        string Shown(string address, bool isInLink) =>
            isInLink
                ? $"""<span class="__cf_email__" data-cfemail="{Encode(address)}">[email&#160;protected]</span>"""
                : $"""<a href="{OwnScripts.EmailProtection}" class="__cf_email__" data-cfemail="{Encode(address)}">[email&#160;protected]</a>""";

        string Encode(string text)
        {
            count++;
            var key = RandomNumberGenerator.GetBytes(1)[0];
            return Convert.ToHexStringLower([key, .. Encoding.Latin1.GetBytes(text).Select(each => (byte)(each ^ key))]);
        }
    }

    [GeneratedRegex(@"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
