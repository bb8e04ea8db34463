using NodeBBInfra.Rules;

namespace NodeBBInfra.Tests.Rules;

public class RuleErrorTests
{
    [Theory]
    [InlineData("", 0, "expected a field, a function, not, true, false or (")]
    [InlineData("http.hosst eq \"a\"", 0, "the field http.hosst is unknown or not supported")]
    [InlineData("ssl and\n  regex_replace(http.host)", 10, "the function regex_replace() is unknown or not supported")]
    [InlineData("http.host", 9, "expected eq, ne, lt, le, gt, ge, contains, wildcard, strict wildcard or in after http.host")]
    [InlineData("http.host EQ \"a\"", 9, "expected eq, ne, lt, le, gt, ge, contains, wildcard, strict wildcard or in after http.host")]
    [InlineData("http.host eq", 12, "expected a value to compare with")]
    [InlineData("http.host eq forum", 13, "expected a string in quotes")]
    [InlineData("http.host matches \"a\"", 10, "matches needs a Business plan: use contains, wildcard, starts_with() or ends_with()")]
    [InlineData("http.host ~ \"a\"", 10, "matches needs a Business plan: use contains, wildcard, starts_with() or ends_with()")]
    [InlineData("ssl eq true", 0, "ssl is compared with nothing: expected it alone, or after not")]
    [InlineData("ip.src eq 10.0.0.0/8", 10, "expected an IP address; a network needs a set: in {10.0.0.0/8}")]
    [InlineData("ip.src in {10.1.0.0/8}", 11, "expected a network whose address has no bits beyond its prefix length")]
    [InlineData("ip.src in {192.0.2.9..192.0.2.1}", 11, "expected a range of one family, whose first address is not above its last")]
    [InlineData("ip.src in {::1..192.0.2.1}", 11, "expected a range of one family, whose first address is not above its last")]
    [InlineData("ip.src lt 192.0.2.1", 7, "lt does not fit ip.src; expected eq, ne or in")]
    [InlineData("cf.threat_score gt 10.5", 19, "expected a number")]
    [InlineData("cf.threat_score contains \"1\"", 16, "contains does not fit cf.threat_score; expected eq, ne, lt, le, gt, ge or in")]
    [InlineData("cf.threat_score in {9..1}", 20, "expected a range whose first number is not above its last")]
    [InlineData("http.host in {\"a\", \"b\"}", 17, "expected a value or }")]
    [InlineData("http.host in {}", 14, "expected a value")]
    [InlineData("http.host in $list", 13, "expected { and values")]
    [InlineData("(ssl", 4, "expected and, xor, or, or )")]
    [InlineData("ssl)", 3, "expected and, xor, or, or the end")]
    [InlineData("ssl ssl", 4, "expected and, xor, or, or the end")]
    [InlineData("ssl or", 6, "expected a field, a function, not, true, false or (")]
    [InlineData("lower(http.host", 15, "expected , or )")]
    [InlineData("starts_with(http.host)", 0, "starts_with() takes a field and a string")]
    [InlineData("starts_with(\"a\", \"b\")", 0, "starts_with() takes a field and a string")]
    [InlineData("http.host eq \"a", 13, "this string has no closing quote")]
    [InlineData("http.host eq r#\"a\"", 13, "this string has no closing \"#")]
    [InlineData("http.host wildcard \"a**\"", 19, "a wildcard must not have two stars in a row")]
    [InlineData(
        "http.request.headers[\"a\"] eq \"b\"",
        0,
        "http.request.headers[\"a\"] is a list: expected [0] right after it, or [*] inside any() or all()"
    )]
    [InlineData("http.request.headers[\"a\"][*] eq \"b\"", 0, "[*] may only stand inside any() or all()")]
    [InlineData("any(ssl)", 4, "any() needs [*] in everything that it joins")]
    [InlineData(
        "any((http.request.headers[\"a\"][*] eq \"b\" or http.request.headers[\"c\"][*] eq \"b\"))",
        4,
        "[*] must stand for the same list everywhere in any()"
    )]
    [InlineData(
        "any(http.request.headers[\"a\"][*] eq \"b\" or ssl)",
        40,
        "expected ); what and, xor or or joins needs parentheses of its own: any((...))"
    )]
    [InlineData(
        "any(starts_with(http.request.headers[\"a\"][*], \"b\")[*])",
        4,
        "any() takes the whole list: expected starts_with(http.request.headers[\"a\"][*], \"b\") without [*] after it"
    )]
    [InlineData(
        "lower(http.request.headers[\"a\"][*])[0] eq \"b\"",
        0,
        "[0] after a function of [*] is not supported: write [0] in place of the [*] in lower(http.request.headers[\"a\"][*])"
    )]
    [InlineData(
        "len(concat(http.request.headers[\"a\"], http.request.headers[\"b\"])) eq 1",
        4,
        "concat() takes two strings or more, and no lists"
    )]
    [InlineData("http.request.headers[\"a\"][4294967296] eq \"b\"", 0, "expected an index from 0 to 4294967295 in place of 4294967296")]
    [InlineData("http.request.headers[r\"a\"][0] eq \"b\"", 21, "expected a number, \"name\" or *")]
    [InlineData("http.request.headers[\"\\xff\"][0] eq \"b\"", 21, "the bytes of this name are not UTF-8")]
    [InlineData(
        "http.request.headers[\"a\"] [0] eq \"b\"",
        0,
        "http.request.headers[\"a\"] is a list: expected [0] right after it, or [*] inside any() or all()"
    )]
    [InlineData("ssl\tand ssl", 3, "only spaces and line breaks can stand between words")]
    [InlineData("cf.threat_score gt 0xffffffffffffffff", 19, "expected a number")]
    public void An_error_says_where_and_what_was_expected(string expression, int position, string problem)
    {
        var error = Assert.Throws<RuleSyntaxException>(() => RuleExpression.Parse(expression));
        Assert.Equal((position, problem), (error.Position, error.Problem));
        Assert.Equal($"at character {position + 1}: {problem}", error.Message);
    }

    [Fact]
    public void A_wrong_escape_is_named_with_those_that_there_are()
    {
        var error = Assert.Throws<RuleSyntaxException>(() => RuleExpression.Parse("""http.host eq "a\q" """));
        Assert.Equal(15, error.Position);
        Assert.Contains("""\" \\ \xHH \OOO""", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_has_at_most_4096_characters()
    {
        Assert.NotNull(RuleExpression.Parse("ssl".PadRight(4096)));
        Assert.Equal(4096, Assert.Throws<RuleSyntaxException>(() => RuleExpression.Parse("ssl".PadRight(4097))).Position);
    }

    [Theory]
    [InlineData("(", "ssl", ")")]
    [InlineData("!", "ssl", "")]
    [InlineData("lower(", "http.host", ")")]
    public async Task An_expression_has_at_most_128_levels(string opening, string inside, string closing)
    {
        // On a thread-pool thread, which has a small stack.
        await Task.Run(() => Assert.NotNull(RuleExpression.Parse(Nested(128))));
        var refusal = await Task.Run(() => Assert.Throws<RuleSyntaxException>(() => RuleExpression.Parse(Nested(129))));
        Assert.Equal((129 * opening.Length, "parentheses and not are nested at most 128 levels deep"), (refusal.Position, refusal.Problem));

        string Nested(int levels) =>
            string.Concat(Enumerable.Repeat(opening, levels))
            + inside
            + string.Concat(Enumerable.Repeat(closing, levels))
            + (inside == "ssl" ? "" : " eq \"a\"");
    }

    [Fact]
    public void The_language_knows_nothing_of_the_sandbox_or_the_stack()
    {
        var references = typeof(RuleExpression).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.DoesNotContain(
            references,
            name =>
                name.StartsWith("NodeBBInfra", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        );
    }
}
