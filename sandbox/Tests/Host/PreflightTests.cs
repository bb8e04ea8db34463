using System.Net;
using NodeBBInfra.Sandbox.Commands;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Host;

public sealed class PreflightTests
{
    private static readonly WorldAddresses Addresses = new(98);

    [Fact]
    public void Ports_that_only_other_addresses_use_are_free() =>
        Assert.Null(
            Preflight.PortTaken(
                Addresses,
                [new(IPAddress.Loopback, 443), new(IPAddress.Any, 8443), new(IPAddress.Parse("198.18.0.1"), 443)]
            )
        );

    [Theory]
    [InlineData("0.0.0.0", 443)]
    [InlineData("::", 443)]
    [InlineData("0.0.0.0", 80)]
    [InlineData("198.18.98.1", 443)]
    [InlineData("fd00:198:18:98::1", 443)]
    public void A_port_that_the_edge_needs_is_told_when_it_is_taken(string address, int port)
    {
        var message = Preflight.PortTaken(Addresses, [new(IPAddress.Parse(address), port)]);

        Assert.Contains($"198.18.98.1:{port}", message, StringComparison.Ordinal);
    }
}
