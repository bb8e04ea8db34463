using System.Net;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Host;

public sealed class EdgeSourcesTests
{
    [Fact]
    public void They_are_at_the_end_of_each_range()
    {
        var sources = EdgeSources.Choose(0).Select(a => a.ToString()).ToArray();

        Assert.Equal(44, sources.Length);
        Assert.Contains("173.245.63.253", sources); // 173.245.48.0/20
        Assert.Contains("104.23.255.252", sources); // 104.16.0.0/13
        Assert.Contains("2a06:98c7:ffff:ffff:ffff:ffff:ffff:fffd", sources); // 2a06:98c0::/29
    }

    [Fact]
    public void All_worlds_of_a_machine_have_different_ones_and_stay_in_the_range()
    {
        var range = IPNetwork.Parse("103.21.244.0/22");
        var sources = Enumerable.Range(0, WorldAddresses.MaxIndex + 1).SelectMany(EdgeSources.Choose).ToArray();

        Assert.Equal(sources.Length, sources.Distinct().Count());
        Assert.Equal(2 * (WorldAddresses.MaxIndex + 1), sources.Count(range.Contains));
    }
}
