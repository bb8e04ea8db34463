using System.Net;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Program;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;

namespace NodeBBInfra.Sandbox.Engine.Providers.Serving;

/// <summary>
/// Serves a sandbox provider to an engine in another process, on a free port of 127.0.0.1. The pulumi command attaches to it through
/// PULUMI_DEBUG_PROVIDERS. https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
/// </summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ProviderServer(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Urls.Single()).Port;

    /// <param name="create">Creates a provider with the given log.</param>
    public static async Task<ProviderServer> StartAsync<T>(Func<IProviderLog, T> create)
        where T : ResourceProvider.ResourceProviderBase
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);

            // An idle provider must not lose its connection, and its configuration with it.
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromDays(1);
        });
        NoLifetime.AddTo(builder.Services);
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = null;
            options.MaxSendMessageSize = null;
            options.Interceptors.Add<EngineCalls>();
        });
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<EngineLinks>();
        builder.Services.AddSingleton<IGrpcServiceActivator<T>>(services => new ConnectionProviders<T>(
            services.GetRequiredService<IHttpContextAccessor>(),
            services.GetRequiredService<EngineLinks>(),
            create
        ));
        var application = builder.Build();
        application.MapGrpcService<T>();
        await application.StartAsync();
        return new ProviderServer(application);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
