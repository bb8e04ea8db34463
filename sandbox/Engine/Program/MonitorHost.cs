using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>Serves the monitor and the engine to the program: HTTP/2 without TLS, on a free port of 127.0.0.1.</summary>
internal sealed class MonitorHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MonitorHost(WebApplication application, string address) => (_application, Address) = (application, address);

    /// <summary>host:port.</summary>
    public string Address { get; }

    public static async Task<MonitorHost> StartAsync(MonitorService monitor, EngineService engine)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2)
        );

        NoLifetime.AddTo(builder.Services);
        builder.Services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = null;
            options.MaxSendMessageSize = null;
        });
        builder.Services.AddSingleton(monitor);
        builder.Services.AddSingleton(engine);
        var application = builder.Build();
        application.MapGrpcService<MonitorService>();
        application.MapGrpcService<EngineService>();
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new MonitorHost(application, new Uri(address).Authority);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
