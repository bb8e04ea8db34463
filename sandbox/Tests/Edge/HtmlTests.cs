using System.Text;
using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Cloudflare.Html;

namespace NodeBBInfra.Tests.Edge;

/// <summary>The features that rewrite a page's text.</summary>
public sealed partial class HtmlTests
{
    [Theory]
    [InlineData(
        """<a href="http://forum.test/x?u=http://forum.test/">t</a>""",
        """<a href="https://forum.test/x?u=http://forum.test/">t</a>"""
    )]
    [InlineData(
        "<IMG alt='http://forum.test/' SRC='http://forum.test/a.png'>",
        "<IMG alt='http://forum.test/' SRC=\"https://forum.test/a.png\">"
    )]
    [InlineData("<form action=http://forum.test>", "<form action=\"https://forum.test\">")]
    [InlineData("""<script src="http://forum.test/a.js"></script>""", """<script src="https://forum.test/a.js"></script>""")]
    [InlineData("""<a href="http://elsewhere.test/">http://forum.test/</a>""", null)]
    [InlineData("""<a href="http://forum.test:8080/"></a><a href="http://forum.test.evil.test/"></a>""", null)]
    [InlineData("""<script>x = '<a href="http://forum.test/">'</script><!-- <a href="http://forum.test/"> -->""", null)]
    [InlineData("a < b, <a href=\"http://forum.test/", null)]
    public void Https_rewrites_change_links_to_hosts_that_serve_https(string page, string? rewritten) =>
        Assert.Equal(rewritten ?? page, HttpsRewrites.Apply(page, host => host == "forum.test"));

    [Theory]
    [InlineData(
        "<p>me@forum.test</p>",
        """<p><a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{me@forum.test}">[email&#160;protected]</a></p>"""
    )]
    [InlineData(
        """<a href="mailto:me@forum.test?subject=a&amp;b">me@forum.test</a>""",
        """<a href="/cdn-cgi/l/email-protection#{me@forum.test?subject=a&b}"><span class="__cf_email__" data-cfemail="{me@forum.test}">[email&#160;protected]</span></a>"""
    )]
    public void Email_obfuscation_hides_addresses_and_adds_the_script_that_shows_them(string page, string rewritten)
    {
        var result = EmailObfuscation.Apply($"<body>{page}</body>");

        Assert.Equal(
            $"<body>{rewritten}<script data-cfasync=\"false\" src=\"/cdn-cgi/scripts/5c5dd728/cloudflare-static/email-decode.min.js\"></script></body>",
            Encoded().Replace(result, match => $"{match.Groups[1].Value}{{{Decode(match.Groups[2].Value)}}}")
        );
        Assert.DoesNotContain("me@forum", result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<head><title>me@forum.test</title><meta content=\"me@forum.test\"></head>")]
    [InlineData("<input value=\"me@forum.test\"><a title=\"me@forum.test\" href=\"/user/me@forum.test\">x</a>")]
    [InlineData(
        "<script>mail = 'me@forum.test'</script><noscript>me@forum.test</noscript><textarea>me@forum.test</textarea><xmp>me@forum.test</xmp>"
    )]
    [InlineData("<!--email_off-->me@forum.test<!--/email_off-->")]
    [InlineData("me@forum, @forum.test, me@.test")]
    public void Email_obfuscation_leaves_the_documented_places_alone(string page) => Assert.Equal(page, EmailObfuscation.Apply(page));

    [Fact]
    public void Rocket_loader_puts_scripts_off_and_adds_its_loader()
    {
        var result = RocketLoader.Apply(
            """<body><script>1</script><script src="a.js" type="text/javascript" defer></script><SCRIPT TYPE='module'>2</SCRIPT><script type="application/json">{}</script><script data-cfasync="false">3</script></body>"""
        );

        var token = Token().Match(result).Value;
        Assert.Equal(
            $$"""<body><script type="{{token}}-text/javascript">1</script><script src="a.js" type="{{token}}-text/javascript" defer></script><SCRIPT TYPE='module'>2</SCRIPT><script type="application/json">{}</script><script data-cfasync="false">3</script><script src="/cdn-cgi/scripts/7d0fa10a/cloudflare-static/rocket-loader.min.js" data-cf-settings="{{token}}-|49" defer></script></body>""",
            result
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("<p>no script, no link</p>")]
    [InlineData("<p class=a>é\u00ff<br/><!DOCTYPE html><!-- x --><![CDATA[ ]]></p")]
    [InlineData("<script>unclosed")]
    [InlineData("<!-- unclosed")]
    public void What_has_nothing_to_rewrite_stays_byte_for_byte(string page)
    {
        Assert.Equal(page, HtmlTokens.Map(page, token => token.Text));
        Assert.Equal(page, HttpsRewrites.Apply(page, _ => true));
        Assert.Equal(page, EmailObfuscation.Apply(page));
    }

    /// <summary>The first byte is the XOR key of the others.</summary>
    private static string Decode(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return Encoding.ASCII.GetString([.. bytes[1..].Select(each => (byte)(each ^ bytes[0]))]);
    }

    [GeneratedRegex("""(data-cfemail="|email-protection#)([0-9a-f]+)""")]
    private static partial Regex Encoded();

    [GeneratedRegex("[0-9a-f]{24}")]
    private static partial Regex Token();
}
