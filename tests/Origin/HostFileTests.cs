using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>Rendering of the files beside the components.</summary>
public sealed class HostFileTests
{
    [Fact]
    public void Each_placeholder_gets_its_value_wherever_it_stands() =>
        Assert.Equal(
            "server_name a.example www.a.example;\nclient_max_body_size 10m;",
            HostFile.Fill(
                "server_name __DOMAIN__ www.__DOMAIN__;\nclient_max_body_size __UPLOAD_MEGABYTES__m;",
                ("DOMAIN", "a.example"),
                ("UPLOAD_MEGABYTES", "10")
            )
        );

    [Theory]
    [InlineData("proxy_set_header Host $host; # ${domain} $DOMAIN")]
    [InlineData("Description=NodeBB worker on port %i, %%N")]
    [InlineData("user default reset on >@secret:redis-password@ ~* &* +@all -@admin")]
    [InlineData("__domain__ __ DOMAIN __ _DOMAIN_ DOMAIN")]
    public void Variables_specifiers_and_markers_are_no_placeholders(string line) => Assert.Equal(line, HostFile.Fill(line));

    [Fact]
    public void A_placeholder_without_a_value_is_refused_by_name() =>
        Assert.StartsWith(
            "__DOMAIN__ has no value",
            Assert.Throws<ArgumentException>(() => HostFile.Fill("a __DOMAIN__", ("A", "b"))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_value_without_a_placeholder_is_refused_by_name() =>
        Assert.StartsWith(
            "The text has no __PORT__",
            Assert.Throws<ArgumentException>(() => HostFile.Fill("a __DOMAIN__", ("DOMAIN", "b"), ("PORT", "1"))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("a; return 200")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\n")]
    [InlineData("$host")]
    [InlineData("__DOMAIN__")]
    [InlineData("-a")]
    [InlineData("")]
    public void A_value_that_could_be_more_than_a_word_is_refused(string value) =>
        Assert.Contains(
            $"\"{value}\"",
            Assert.Throws<ArgumentException>(() => HostFile.Fill("a __DOMAIN__", ("DOMAIN", value))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_scripts_first_line_stays_the_first() =>
        Assert.Equal($"#!/bin/sh\n# {GeneratedFile.Notice}\ntrue\n", GeneratedFile.WithHeader("#!/bin/sh\ntrue"));

    [Fact]
    public void Comments_with_two_signs_stay_with_the_components() =>
        Assert.Equal(
            "# for the host\nlisten 80;\n\nlisten 443; ## kept, as it is no line of its own",
            HostFile.WithoutRemarks(
                "## for the editor\n##\n\n# for the host\n    ## for the editor\nlisten 80;\n\nlisten 443; ## kept, as it is no line of its own\n"
            )
        );
}
