using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The last stage: forwards the request to the origin and reports failures.</summary>
internal sealed partial class OriginForwarder(
    IZone zone,
    CacheAnswer cache,
    EdgeOptions options,
    IHttpForwarder forwarder,
    ILogger<OriginForwarder> log
) : IDisposable
{
    private readonly OriginTransformer _transformer = new(zone, cache, options);
    private readonly ForwarderRequestConfig _config = new()
    {
        ActivityTimeout = options.ReadTimeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = new OriginConnector(options).ConnectAsync,
            PooledConnectionLifetime = options.OriginConnectionLifetime,
            PooledConnectionIdleTimeout = options.OriginConnectionLifetime,
            MaxResponseHeadersLength = 128,
        }
    );

    /// <summary>Runs the stage.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // Without WebSockets the edge drops Upgrade, like any proxy that does not support it, and the origin refuses the plain request.
        // https://developers.cloudflare.com/network/websockets/
        if (zone.Setting("websockets") == "off")
        {
            context.Features.Set<IHttpUpgradeFeature>(null);
            context.Features.Set<IHttpExtendedConnectFeature>(null);
        }

        var visit = Visit.Of(context);
        var config = Visit.IsWebSocket(context) ? _config with { ActivityTimeout = options.WebSocketIdle } : _config;
        var error = await forwarder.SendAsync(context, OriginTarget.Of(visit, options).Prefix, _client, config, _transformer);
        if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;

        var exception = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        if (IsTooLarge(exception))
        {
            await EdgePage.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, 413, "Payload Too Large");
            return;
        }

        var fault = OriginFault.Forwarding(error, exception);
        Failed(log, fault.Code, context.Request.Method, visit.Host, visit.Path, fault.Message);
        await EdgePage.WriteAsync(context, fault.Code, fault.Code, fault.Title);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // A chunked body may turn out to be too large only while it is forwarded.
    private static bool IsTooLarge(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
                return true;
        }

        return exception is AggregateException { InnerExceptions: var all } && all.Any(IsTooLarge);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code} for {Method} {Host}{Path}: {Reason}")]
    private static partial void Failed(ILogger log, int code, string method, string host, string path, string reason);
}
