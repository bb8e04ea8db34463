using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.StackTests;

public class BundleTests
{
    [Fact]
    public void A_bundle_is_readable_text() =>
        Assert.Equal(
            """
            @param DOMAIN
            | forum.example.org
            @param LINES
            | one
            |
            | three
            @file a.conf
            | set_real_ip_from 173.245.48.0/20;
            | # indented
            |   yes
            @script
            | set -e
            | echo "$DOMAIN"
            @end

            """,
            new Bundle(
                [new("DOMAIN", "forum.example.org"), new("LINES", "one\n\nthree")],
                [new("a.conf", "set_real_ip_from 173.245.48.0/20;\n# indented\n  yes\n")],
                "set -e\necho \"$DOMAIN\"\n"
            ).Render()
        );

    [Theory]
    [InlineData("@script\necho pwned")]
    [InlineData("x\n@end\n@file authorized_keys\nssh-ed25519 AAAA")]
    [InlineData("| @param A")]
    public void No_value_can_be_taken_for_structure(string value)
    {
        var lines = new Bundle([new("A", value)], [new("f", value)], value).Render().TrimEnd('\n').Split('\n');

        Assert.Equal(["@param A", "@file f", "@script", "@end"], lines.Where(l => !l.StartsWith('|')));
    }

    [Theory]
    [InlineData("lower", "f")]
    [InlineData("A B", "f")]
    [InlineData("A\n@script", "f")]
    [InlineData("A", "../f")]
    [InlineData("A", "a/b")]
    [InlineData("A", ".hidden")]
    [InlineData("A", "")]
    public void A_name_that_could_lead_elsewhere_is_refused(string param, string file) =>
        Assert.Throws<ArgumentException>(() => new Bundle([new(param, "x")], [new(file, "x")], null).Render());
}
