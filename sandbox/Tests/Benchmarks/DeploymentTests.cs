using NodeBBInfra.Sandbox.Measure.Benchmarks.Deployment;

namespace NodeBBInfra.Tests.Benchmarks;

/// <summary>The deployment's part of <c>make bench</c>, without a world.</summary>
public sealed class DeploymentTests
{
    private static readonly DeploymentTimes Up = DeploymentTimes.OfUp(
        [
            new(0.5, "engine: the sandbox's own, as ENGINE says"),
            new(1, " +  random:index:RandomId packages creating (0s) "),
            new(2, " +  command:remote:Command packages creating (0s) "),
            new(3, " +  random:index:RandomId packages created (0.10s) "),
            new(9, " +  command:remote:Command packages created (7s) "),
            new(9.5, " +  command:remote:Command redis creating (0s) "),
            new(9.5, " +  command:remote:Command node creating (0s) "),
            new(10, " +  cloudflare:index:OriginCaCertificate origin-ca-ce71ce831e1b creating (0s) "),
            new(10.5, " +  cloudflare:index:OriginCaCertificate origin-ca-ce71ce831e1b created (0.50s) "),
            new(11, " +  command:remote:Command redis creating (1s) a message"),
            new(12, " +  command:remote:Command redis created (2s) "),
            new(13, " +  command:remote:Command node created (3s) "),
            new(13, " +  cloudflare:index:ZoneSetting ssl creating (0s) "),
            new(13.5, " +  cloudflare:index:DnsRecord www creating (0s) "),
            new(14, " +  cloudflare:index:ZoneSetting ssl created (0.90s) "),
            new(15, " +  cloudflare:index:DnsRecord www created (1s) "),
        ],
        total: 16
    );

    private static readonly DeploymentTimes Script = DeploymentTimes.OfScript(
        [
            new(0.5, "phase: packages"),
            new(1, "Setting up nginx"),
            new(6, "phase: cloudflare"),
            new(7, "phase: certificate"),
            new(9, "phase: cloudflare"),
        ],
        total: 12
    );

    [Fact]
    public void A_part_of_the_script_ends_where_the_next_begins()
    {
        Assert.Equal(5.5, Script.Took("packages"));
        Assert.Equal(2, Script.Took("certificate"));
        Assert.Equal(1 + 3, Script.Took("cloudflare"));
    }

    [Fact]
    public void Of_up_the_steps_on_the_host_and_the_work_at_Cloudflare_are_timed()
    {
        Assert.Equal(["packages", "redis", "node", "origin-ca", "cloudflare"], Up.Parts.Select(part => part.Name));
        Assert.Equal(7, Up.Took("packages"));
        Assert.Equal(2.5, Up.Took("redis"));
        Assert.Equal(2, Up.Took("cloudflare"));
    }

    [Fact]
    public void Only_what_something_waited_for_adds_to_the_total()
    {
        var added = Up.Added();

        Assert.Equal(2, added[DeploymentTimes.Start]);
        Assert.Equal(7, added["packages"]);
        Assert.Equal(0, added["redis"]);
        Assert.Equal(0, added["origin-ca"]);
        Assert.Equal(4, added["node"]); // With the half second before it.
        Assert.Equal(2, added["cloudflare"]);
        Assert.Equal(1, added[DeploymentTimes.End]);
        Assert.Equal(Up.Total, added.Values.Sum());
        Assert.Equal(Script.Total, Script.Added().Values.Sum());
    }

    [Fact]
    public void Parts_without_a_duration_have_an_end() =>
        Assert.Equal(3, new DeploymentTimes(3, [new("ready", 1, 1), new("data", 1, 1), new("node", 1, 2)]).Added().Values.Sum());

    [Fact]
    public void The_ratio_is_that_of_the_medians()
    {
        var section = DeploymentSection.Render([Script, Script with { Total = 20 }], [Up, Up with { Total = 24 }, Up with { Total = 90 }]);

        Assert.StartsWith(
            $"""
            {DeploymentSection.Heading}

            From a fresh host to a verified forum, `up` took 24.0 s. A shell script of the guide's commands took 16.0 s and verified nothing. The ratio is 1.50.

            """,
            section,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_table_has_each_part_even_one_that_is_new()
    {
        var more = Up with { Parts = [.. Up.Parts, new DeploymentPart("backup", 15, 15.5)] };

        var rows = DeploymentSection
            .Render([Script], [more])
            .Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(row => row[0], row => row[1..]);

        Assert.Equal(["5.5", "7.0", "7.0"], rows["Debian packages"]);
        Assert.Equal(["-", "2.5", "0.0"], rows["Redis's configuration"]);
        Assert.Equal(["-", "0.5", "0.5"], rows["backup"]);
        Assert.Equal(["12.0", "", "16.0"], rows["total"]);
    }
}
