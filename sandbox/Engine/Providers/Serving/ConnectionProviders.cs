using System.Collections.Concurrent;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;

namespace NodeBBInfra.Sandbox.Engine.Providers.Serving;

/// <summary>
/// One provider per connection: an engine configures each provider resource on its own connection, and two of the same package may have
/// different configurations.
/// </summary>
/// <param name="requests">Identifies the connection of a call.</param>
/// <param name="links">The log of each connection.</param>
/// <param name="create">Creates a provider.</param>
internal sealed class ConnectionProviders<T>(IHttpContextAccessor requests, EngineLinks links, Func<IProviderLog, T> create)
    : IGrpcServiceActivator<T>
    where T : class
{
    private readonly ConcurrentDictionary<string, T> _providers = new();

    public GrpcActivatorHandle<T> Create(IServiceProvider serviceProvider)
    {
        var connection = requests.HttpContext!.Connection.Id;
        return new GrpcActivatorHandle<T>(_providers.GetOrAdd(connection, id => create(links.Of(id))), created: false, state: null);
    }

    public ValueTask ReleaseAsync(GrpcActivatorHandle<T> service) => ValueTask.CompletedTask;
}
