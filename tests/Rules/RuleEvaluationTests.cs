using System.Net;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Tests.Rules;

public class RuleEvaluationTests
{
    private static readonly RuleRequest Request = Requests.Get(
        "/api/v3/Users/file.TXT",
        "a=b&c",
        ("accept", "text/html"),
        ("accept", "application/json"),
        ("user-agent", "curl/8"),
        ("cookie", "x=1")
    ) with
    {
        Method = "POST",
        ThreatScore = 5,
    };

    [Theory]
    [InlineData("""http.request.uri.path eq "/api/v3/Users/file.TXT" """)]
    [InlineData("""http.request.uri eq "/api/v3/Users/file.TXT?a=b&c" """)]
    [InlineData("""http.request.uri.query == "a=b&c" """)]
    [InlineData("""http.request.uri.path.extension eq "txt" """)]
    [InlineData("""http.request.full_uri eq "https://forum.example.org/api/v3/Users/file.TXT?a=b&c" """)]
    [InlineData(
        """http.request.method eq "POST" and http.host eq "forum.example.org" and http.user_agent eq "curl/8" and http.cookie contains "x=1" """
    )]
    [InlineData("""http.referer eq "" """)]
    [InlineData("""ip.src eq 198.51.100.7 and ip.src.country eq "NL" and ip.geoip.country in {"DE" "NL"}""")]
    [InlineData("ssl and not cf.client.bot and cf.threat_score lt 10")]
    [InlineData("""http.request.headers["accept"][1] eq "application/json" """)]
    [InlineData("""http.host wildcard "FORUM.*.org" """)]
    [InlineData("""http.request.uri.path strict wildcard "/api/*" """)]
    [InlineData("""lower(http.request.uri.path) eq "/api/v3/users/file.txt" and upper(http.request.method) eq "POST" """)]
    [InlineData("""starts_with(http.request.uri.path, "/api/") and ends_with(http.request.uri.path, ".TXT")""")]
    [InlineData("""concat(http.host, "/", http.request.method) eq "forum.example.org/POST" """)]
    [InlineData("""remove_bytes(http.host, "eo.") eq "frumxamplrg" """)]
    [InlineData("""any(concat(remove_bytes(http.request.headers["accept"][*], "\x20\x09")[*], ",")[*] wildcard "TEXT/HTML,*")""")]
    [InlineData("""len(http.host) eq 17 and len(http.request.headers["accept"]) eq 2""")]
    [InlineData(
        """any(http.request.headers["accept"][*] contains "json") and not all(http.request.headers["accept"][*] contains "json")"""
    )]
    [InlineData("""all(len(http.request.headers["accept"][*])[*] in {9 10..20})""")]
    [InlineData("""any((lower(http.request.headers["accept"][*])[*] eq "text/html" or http.request.headers["accept"][*] eq "x"))""")]
    [InlineData(
        """http.request.headers["accept"][0x1] eq "application/json" and not http.request.headers["accept"][010] eq "application/json" """
    )]
    [InlineData("\u00a0\thttp.host eq\r\n\"forum.example.org\"\n\t")]
    public void These_hold(string expression) => Assert.True(expression.Matches(Request));

    [Theory]
    [InlineData("""http.request.uri.path contains "/API/" """)]
    [InlineData("""http.request.uri.path strict wildcard "/API/*" """)]
    [InlineData("""http.host wildcard "forum" """)]
    [InlineData("""http.request.headers["x"][0] eq "" """)]
    [InlineData("""http.request.headers["x"][0] ne "a" """)]
    [InlineData("""starts_with(http.request.headers["x"][0], "")""")]
    [InlineData("""len(http.request.headers["x"]) ge 0""")]
    [InlineData("""any(http.request.headers["x"][*] ne "a")""")]
    [InlineData("""all(starts_with(http.request.headers["x"][*], "a"))""")]
    [InlineData("""http.request.headers["accept"][2] ne "a" """)]
    public void These_do_not_hold_because_case_counts_and_a_missing_value_equals_nothing(string expression)
    {
        Assert.False(expression.Matches(Request));
        Assert.True($"not {expression}".Matches(Request));
    }

    // true or true and false: true only if "and" binds first. true or true xor true: true only if "xor" binds before "or".
    [Theory]
    [InlineData("true or true and false", true)]
    [InlineData("(true or true) and false", false)]
    [InlineData("true or true xor true", true)]
    [InlineData("(true or true) xor true", false)]
    [InlineData("true xor true and false", true)]
    [InlineData("not false and false", false)]
    [InlineData("not (false and false)", true)]
    [InlineData("true || true && false", true)]
    [InlineData("true || true ^^ true", true)]
    [InlineData("!false && true", true)]
    public void Not_comes_first_then_and_then_xor_then_or(string expression, bool expected) =>
        Assert.Equal(expected, expression.Matches(Request));

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.3..192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.3..192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::1..2001:db8::ff", "2001:db8::100", false)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("10.1.2.3 ::1", "::1", true)]
    public void Sets_of_addresses_hold_networks_ranges_and_single_ones(string set, string address, bool expected) =>
        Assert.Equal(expected, $"ip.src in {{{set}}}".Matches(Request with { Source = IPAddress.Parse(address) }));

    [Theory]
    [InlineData("""http.request.uri.path eq "/a\"b\\c" """, "/a\"b\\c")]
    [InlineData("""http.request.uri.path eq "/\x41\102" """, "/AB")]
    [InlineData("""http.request.uri.path eq "/\xc3\xa9" """, "/é")]
    [InlineData("""http.request.uri.path eq r"/a\b" """, "/a\\b")]
    [InlineData("""http.request.uri.path eq r##"/a"#b"## """, "/a\"#b")]
    [InlineData("""http.request.uri.path strict wildcard r"/\*\\*" """, "/*\\anything")]
    public void Strings_have_escapes_and_raw_strings_have_none(string expression, string path) =>
        Assert.True(expression.Matches(Request with { Path = path }));

    // U+FF5E sorts before U+10000 by code point and in UTF-8, but not in UTF-16.
    [Theory]
    [InlineData("""http.host eq "\xc3\xa9" """, "é", true)]
    [InlineData("""http.host eq "\xe9" """, "é", false)]
    [InlineData("""http.host contains "\xc3" """, "é", true)]
    [InlineData("""http.host wildcard "\xc3*" """, "é", true)]
    [InlineData("""len(http.host) eq 2 and remove_bytes(http.host, "\xc3") eq "\xa9" """, "é", true)]
    [InlineData("""http.host lt "\xf0" """, "\uff5e", true)]
    [InlineData("http.host lt \"\uff5e\"", "\U00010000", false)]
    public void Strings_are_compared_as_bytes(string expression, string host, bool expected) =>
        Assert.Equal(expected, expression.Matches(Request with { Host = host }));

    [Theory]
    [InlineData("""http.host wildcard "é*" """, "É.example", false)]
    [InlineData("""http.host wildcard "k*" """, "\u212a.example", false)]
    [InlineData("""http.host wildcard "A*Z" """, "a-z", true)]
    public void Only_ASCII_letters_have_a_case(string expression, string host, bool expected) =>
        Assert.Equal(expected, expression.Matches(Request with { Host = host }));

    [Theory]
    [InlineData("/foo", "")]
    [InlineData("/foo.MP3", "mp3")]
    [InlineData("/.mp3", "")]
    [InlineData("/.foo.mp3", "mp3")]
    [InlineData("/foo.", "")]
    [InlineData("/a.b/.mp3", "")]
    public void A_first_dot_begins_no_extension(string path, string extension) =>
        Assert.True($"http.request.uri.path.extension eq \"{extension}\"".Matches(Request with { Path = path }));
}
