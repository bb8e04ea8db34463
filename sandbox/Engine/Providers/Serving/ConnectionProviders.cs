using System.Collections.Concurrent;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;
using NodeBBInfra.Sandbox.Engine.Providers.Hosting;

namespace NodeBBInfra.Sandbox.Engine.Providers.Serving;

/// <summary>
/// A provider for each connection: an engine configures every provider resource on a connection of its own, and two of the same package
/// may be configured differently.
/// </summary>
/// <param name="requests">Tells the connection of a call.</param>
/// <param name="links">Where each one's messages go.</param>
/// <param name="create">Makes a provider.</param>
internal sealed class ConnectionProviders<T>(IHttpContextAccessor requests, EngineLinks links, Func<IProviderLog, T> create) : IGrpcServiceActivator<T>
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
