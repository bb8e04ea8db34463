namespace NodeBBInfra.Tests.Rules;

/// <summary>
/// What Cloudflare's own engine does, as its tests and documentation say it: https://github.com/cloudflare/wirefilter and
/// https://developers.cloudflare.com/ruleset-engine/rules-language/values/. The engine itself (Rust, from crates.io) does not run here.
/// </summary>
public class ReferenceEngineTests
{
    // accept has two values; "missing" was not sent.
    [Theory]
    [InlineData("""any(http.request.headers["missing"][*] contains "a")""", false)]
    [InlineData("""all(http.request.headers["missing"][*] contains "a")""", true)]
    [InlineData("""all(not http.request.headers["missing"][*] contains "a")""", true)]
    [InlineData("""any(not http.request.headers["missing"][*] contains "a")""", false)]
    [InlineData("""all(len(http.request.headers["missing"][*])[*] in {3 4})""", true)]
    [InlineData("""all(starts_with(http.request.headers["missing"][*], "a"))""", false)]
    [InlineData("""all(starts_with(http.request.headers["missing"][*], "a") or http.request.headers["missing"][*] eq "b")""", true)]
    [InlineData("""http.request.headers["missing"][0] ne "a" """, false)]
    [InlineData("""http.request.headers["accept"][9] ne "a" """, false)]
    [InlineData("""len(http.request.headers["missing"]) >= 0""", false)]
    [InlineData("""not len(http.request.headers["missing"]) >= 0""", true)]
    [InlineData("""len(http.request.headers["accept"]) >= 0""", true)]
    [InlineData("""lower(http.request.headers["missing"][0]) eq "" """, false)]
    [InlineData("""concat(http.request.headers["missing"][0], "x") eq "x" """, true)]
    [InlineData("""concat(http.request.headers["missing"][0], http.request.headers["missing"][1]) eq "" """, false)]
    public void Missing_values(string expression, bool expected) =>
        Assert.Equal(expected, expression.Matches(Requests.Get("/", "", ("accept", "text/html"), ("accept", "*/*"))));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0x1f5", 501)]
    [InlineData("0123", 83)]
    [InlineData("-12", -12)]
    public void Numbers(string written, long value) =>
        Assert.True($"cf.threat_score eq {written}".Matches(Requests.Get("/") with { ThreatScore = value }));

    [Theory]
    [InlineData("""http.host wildcard "é*" """, "É.example", false)]
    [InlineData("""http.host wildcard "k*" """, "\u212a.example", false)]
    [InlineData("""http.host wildcard "A*Z" """, "a-z", true)]
    public void Only_ascii_letters_have_a_case(string expression, string host, bool expected) =>
        Assert.Equal(expected, expression.Matches(Requests.Get("/") with { Host = host }));

    // a or b xor c and d, one after the other of all sixteen: the engine's order of strength against the one written out.
    [Fact]
    public void Precedence()
    {
        foreach (var bits in Enumerable.Range(0, 16))
        {
            var (a, b, c, d) = (Word(bits & 1), Word(bits & 2), Word(bits & 4), Word(bits & 8));
            Assert.Equal($"({a} or ({b} xor ({c} and {d})))".Matches(Requests.Get("/")), $"{a} or {b} xor {c} and {d}".Matches(Requests.Get("/")));
            Assert.Equal($"((({a} and {b}) xor {c}) or {d})".Matches(Requests.Get("/")), $"{a} && {b} ^^ {c} || {d}".Matches(Requests.Get("/")));
        }

        static string Word(int bit) => bit == 0 ? "false" : "true";
    }
}
