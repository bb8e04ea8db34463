using System.Security.Cryptography;

namespace NodeBBInfra.Sandbox.Cloudflare.Html;

/// <summary>Rocket Loader: gives scripts a type that no browser runs; a loader runs them after the page is shown.</summary>
/// <remarks>
/// https://developers.cloudflare.com/speed/optimization/content/rocket-loader/ and
/// https://blog.cloudflare.com/too-old-to-rocket-load-too-young-to-die/
/// </remarks>
internal static class RocketLoader
{
    private const string Default = "text/javascript";
    private static readonly string[] JavaScript =
    [
        "",
        Default,
        "application/javascript",
        "application/x-javascript",
        "application/ecmascript",
        "text/ecmascript",
    ];

    /// <summary>Returns the page with deferred scripts.</summary>
    public static string Apply(string html)
    {
        var (token, count) = (RandomNumberGenerator.GetHexString(24, lowercase: true), 0);
        var result = HtmlTokens.Map(
            html,
            piece =>
            {
                var type = HtmlTokens.Attribute(piece.Text, "type");
                if (
                    piece is not { Kind: HtmlTokenKind.OpeningTag, Name: "script" }
                    || !JavaScript.Contains(type ?? "", StringComparer.OrdinalIgnoreCase)
                    || HtmlTokens.Attribute(piece.Text, "data-cfasync") == "false"
                )
                {
                    return piece.Text;
                }

                count++;
                return type is null
                    ? $"{piece.Text[.."<script".Length]} type=\"{token}-{Default}\"{piece.Text["<script".Length..]}"
                    : HtmlTokens.MapAttributes(
                        piece.Text,
                        (name, value) => name == "type" ? $"{token}-{(value.Length == 0 ? Default : value)}" : null
                    );
            }
        );
        return count == 0
            ? html
            : HtmlTokens.AppendToBody(
                result,
                $"""<script src="{OwnScripts.RocketLoader}" data-cf-settings="{token}-|49" defer></script>"""
            );
    }
}
