using NodeBBInfra.Sandbox.Attack.OnHost;

namespace NodeBBInfra.Tests.Attack;

/// <summary>Attacks run the stack's own steps with one value changed.</summary>
public sealed class StepBundleTests
{
    private static readonly StepBundle Step = new(
        "release",
        "sudo -n /usr/local/lib/nodebb-infra/run release 1200",
        "@param REF\n| v1\n|\n| more\n@param OTHER\n| 2\n@file redis.conf\n| x\n@script\n| cat \"$home/next\" /etc/redis/redis.conf\n@end\n"
    );

    [Fact]
    public void A_value_is_replaced_whole_and_nothing_else_is() =>
        Assert.Equal(Step.Stdin.Replace("| v1\n|\n| more\n", "| v2\n", StringComparison.Ordinal), Step.With("@param REF", "v2").Stdin);

    [Fact]
    public void A_heading_that_is_not_there_is_told() =>
        Assert.Contains(
            "@param RELEASE",
            Assert.Throws<InvalidOperationException>(() => Step.With("@param RELEASE", "v2")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_limit_is_the_last_of_the_line() =>
        Assert.Equal("sudo -n /usr/local/lib/nodebb-infra/run release 20", Step.Within(TimeSpan.FromSeconds(20)).Line);

    [Fact]
    public void Names_in_the_scripts_paths_are_found()
    {
        Assert.Superset(new HashSet<string> { "next", "redis.conf" }, Step.Names.ToHashSet());
        Assert.Equal(["redis.conf"], Step.Files);
    }
}
