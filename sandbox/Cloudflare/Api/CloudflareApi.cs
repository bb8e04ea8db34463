using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodeBBInfra.Sandbox.Cloudflare.Api;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// The simulated Cloudflare API: the part of <c>/client/v4</c> that the stack's resources use, with the Free plan's refusals.
/// </summary>
/// <remarks>https://developers.cloudflare.com/api/</remarks>
public static class CloudflareApi
{
    /// <summary>The base path.</summary>
    public const string BasePath = "/client/v4";

    /// <summary>Builds the API's server; the caller starts and stops it.</summary>
    /// <param name="state">The zone to serve.</param>
    /// <param name="listen">The HTTP endpoint; port 0 takes a free one.</param>
    /// <param name="log">The minimum level of console logs.</param>
    public static WebApplication Build(CloudflareState state, IPEndPoint listen, LogLevel log = LogLevel.Information)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(listen));
        builder.Services.AddRoutingCore();
        builder
            .Logging.AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            .SetMinimumLevel(log);

        var app = builder.Build();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Cloudflare.Api");
        app.Use((context, next) => AnswerRefusalsAsync(context, next, logger));
        app.Use(
            (context, next) =>
                Authenticated(context, state)
                    ? next(context)
                    : throw (IsToken(context) ? ApiErrors.Authentication() : ApiErrors.AuthorizationHeader())
        );
        MapEverything(app.MapGroup(BasePath), state);
        app.MapFallback(context => throw ApiErrors.NoRoute(context.Request.Path));
        return app;
    }

    private static void MapEverything(RouteGroupBuilder api, CloudflareState state)
    {
        IpsApi.Map(api);
        ZonesApi.Map(api, state);
        OriginCaApi.Map(api, state);

        var zone = api.MapGroup("/zones/{zoneId}")
            .AddEndpointFilter(
                (context, next) =>
                {
                    CheckZone(context.HttpContext, state);
                    return next(context);
                }
            );
        SettingsApi.Map(zone, state);
        DnsRecordsApi.Map(zone, state);
        RulesetsApi.Map(zone, state);
        BotManagementApi.Map(zone, state);
        UrlNormalizationApi.Map(zone, state);
        OriginPullsApi.Map(zone, state);
        UserAgentRulesApi.Map(zone, state);
    }

    private static void CheckZone(HttpContext context, CloudflareState state)
    {
        var asked = (string)context.GetRouteValue("zoneId")!;
        if (asked != state.ZoneId)
        {
            throw asked.Length == state.ZoneId.Length && asked.All(char.IsAsciiHexDigitLower)
                ? ApiErrors.ForeignZone()
                : ApiErrors.NoRoute(context.Request.Path);
        }
    }

    private static bool Authenticated(HttpContext context, CloudflareState state) =>
        Has(context, state.Token) || (state.ReadToken is { } token && HttpMethods.IsGet(context.Request.Method) && Has(context, token));

    private static bool Has(HttpContext context, string token) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()),
            Encoding.UTF8.GetBytes($"Bearer {token}")
        );

    /// <summary>
    /// Whether the Authorization header could contain a token. A request without the header fails authentication instead.
    /// </summary>
    private static bool IsToken(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return !header.StartsWith("Bearer ", StringComparison.Ordinal)
            || header["Bearer ".Length..] is { Length: >= 40 } token
                && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
    }

    private static async Task AnswerRefusalsAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
                await Answer.Refused(ApiErrors.NoRoute(context.Request.Path)).ExecuteAsync(context);
        }
        catch (ApiException error)
        {
            await Answer.Refused(error).ExecuteAsync(context);
        }
        if (!HttpMethods.IsGet(context.Request.Method) || context.Response.StatusCode >= StatusCodes.Status400BadRequest)
            ApiLog.Answered(log, context.Request.Method, context.Request.Path, context.Response.StatusCode);
    }
}

/// <summary>Logs each change and each refusal without the bodies, because some contain keys.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} {Status}")]
    public static partial void Answered(ILogger log, string method, PathString path, int status);
}
