using System.Net;
using System.Net.Sockets;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin.Release;

/// <summary>ports.sh: detects another process on a worker's port.</summary>
public sealed class PortsScriptTests : IDisposable
{
    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    [ToolTheory("bash", "flock", "timeout", "perl", "ss")]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task The_error_begins_with_the_port_and_who_has_it(string address)
    {
        using var listener = Listen(address);

        var result = await RunAsync(((IPEndPoint)listener.LocalEndpoint).Port, 1);

        Assert.Matches(
            $@"^host: step trial failed \(exit 1\): Taken: port {((IPEndPoint)listener.LocalEndpoint).Port} by \S.* \(pid {Environment.ProcessId}\)\. Stop that program, ",
            result.Error
        );
    }

    [ToolFact("bash", "flock", "timeout", "ss")]
    public async Task A_port_that_is_free_or_taken_at_another_address_only_is_a_workers()
    {
        using var listener = Listen("::1");

        var result = await RunAsync(((IPEndPoint)listener.LocalEndpoint).Port, 1);

        Assert.True(result.ExitCode == 0, result.All);
    }

    private static TcpListener Listen(string address)
    {
        var listener = new TcpListener(IPAddress.Parse(address), 0);
        if (address == "::")
            listener.Server.DualMode = true;
        listener.Start();
        return listener;
    }

    private async Task<Finished> RunAsync(params int[] ports)
    {
        await _host.ReadyAsync();
        return await _host.RunAsync(HostFolder.Script($"ports=({string.Join(' ', ports)})\n{HostScript.Load("Origin/Forum/ports.sh")}"));
    }
}
