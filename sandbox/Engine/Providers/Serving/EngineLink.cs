using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;

namespace NodeBBInfra.Sandbox.Engine.Providers.Serving;

/// <summary>Sends a provider's messages to an engine in another process, once its address is known.</summary>
internal sealed class EngineLink : IProviderLog, IDisposable
{
    private readonly Lock _lock = new();
    private GrpcChannel? _channel;
    private string _address = "";

    /// <param name="address">host:port.</param>
    public void Attach(string address)
    {
        lock (_lock)
        {
            if (address.Length > 0 && address != _address)
            {
                _channel?.Dispose();
                (_address, _channel) = (address, GrpcChannel.ForAddress($"http://{address}"));
            }
        }
    }

    public async Task LogAsync(LogSeverity severity, string urn, string message, bool ephemeral = false)
    {
        try
        {
            if (_channel is { } channel)
            {
                await new Rpc.Engine.EngineClient(channel).LogAsync(
                    new LogRequest
                    {
                        Severity = severity,
                        Urn = urn,
                        Message = message,
                        Ephemeral = ephemeral,
                    }
                );
            }
        }
        catch (RpcException)
        {
            // The engine no longer listens, so the message is dropped; the operation continues.
        }
    }

    public void Dispose() => _channel?.Dispose();
}

/// <summary>The links of a server by connection: an engine opens one per provider instance.</summary>
internal sealed class EngineLinks : IDisposable
{
    private readonly ConcurrentDictionary<string, EngineLink> _links = new();

    public EngineLink Of(string connection) => _links.GetOrAdd(connection, _ => new EngineLink());

    public void Dispose()
    {
        foreach (var link in _links.Values)
        {
            link.Dispose();
        }
    }
}
