using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Cloudflare's edge: applies the zone's features to visitors' requests in Cloudflare's order.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/reference/phases-list/</remarks>
public static class Edge
{
    /// <summary>Builds an edge for one zone. It stores nothing on disk and stops within a second, even with open WebSockets.</summary>
    /// <param name="zone">The zone, read at each request.</param>
    /// <param name="options">The edge's addresses and limits.</param>
    public static WebApplication Build(IZone zone, EdgeOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => EdgeListeners.Listen(kestrel, zone, options));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // YARP logs each failed request at length; the forwarder logs the same in Cloudflare's words.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(zone).AddSingleton(options);
        builder.Services.AddSingleton<Entry>().AddSingleton<RuleMatcher>();
        builder.Services.AddSingleton<Firewall>().AddSingleton<RateLimits>().AddSingleton<ManagedRules>().AddSingleton<SecurityProducts>();
        builder.Services.AddSingleton<CacheStore>().AddSingleton<CacheAnswer>().AddSingleton<CacheStage>().AddSingleton<OriginForwarder>();

        var app = builder.Build();
        var entry = app.Services.GetRequiredService<Entry>();
        app.Use((HttpContext context, RequestDelegate next) => Visit.Begin(context, next, zone, options));
        app.Use(entry.KnownHost);
        app.Use(entry.OwnPaths);
        app.Use(entry.SslOff);
        app.Use(entry.AlwaysUseHttps);
        app.Use(entry.UploadLimit);
        app.Use(app.Services.GetRequiredService<Firewall>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<RateLimits>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<ManagedRules>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<SecurityProducts>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<CacheStage>().InvokeAsync);
        app.Run(app.Services.GetRequiredService<OriginForwarder>().InvokeAsync);
        return app;
    }
}
