using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>A proxy for the simulated Cloudflare API that records each exchange and fails where the recorded server was told to.</summary>
internal sealed class CloudflareProxy : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ApiServer _api;
    private readonly ConcurrentQueue<HttpExchange> _exchanges = new();
    private readonly IReadOnlyList<HttpExchange> _recorded;
    private Queue<HttpExchange> _failures = new();
    private string? _heldMethod;
    private int _held;
    private TaskCompletionSource _release = new();

    private CloudflareProxy(WebApplication server, ApiServer api, IReadOnlyList<HttpExchange> recorded) =>
        (_server, _api, _recorded) = (server, api, recorded);

    public string BaseUrl => _server.Urls.Single() + "/client/v4";

    /// <param name="api">The simulated API.</param>
    /// <param name="recorded">
    /// Requests with recorded responses: the recorded server's invented ranges and zones show up in plans and states.
    /// </param>
    public static async Task<CloudflareProxy> StartAsync(ApiServer api, IReadOnlyList<HttpExchange> recorded)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var proxy = new CloudflareProxy(builder.Build(), api, recorded);
        proxy._server.Run(proxy.AnswerAsync);
        await proxy._server.StartAsync();
        return proxy;
    }

    /// <summary>Answers the next requests with these responses instead of the API's.</summary>
    public void Fail(IEnumerable<HttpExchange> failures) => _failures = new Queue<HttpExchange>(failures);

    /// <summary>Returns the exchanges since the last call.</summary>
    public IReadOnlyList<HttpExchange> Take()
    {
        var taken = new List<HttpExchange>();
        while (_exchanges.TryDequeue(out var exchange))
            taken.Add(exchange);
        return taken;
    }

    /// <summary>The number of withheld responses.</summary>
    public int Held => _held;

    /// <summary>From now on forwards requests of a method but withholds the responses.</summary>
    public void HoldAnswers(string method) =>
        (_heldMethod, _release) = (method, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Sends all withheld responses.</summary>
    public void Release()
    {
        _heldMethod = null;
        _release.TrySetResult();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        var path = context.Request.Path + context.Request.QueryString;
        var (status, answer) =
            _failures.TryDequeue(out var failure) ? (failure.Status, failure.Response?.ToJsonString() ?? "")
            : _recorded.FirstOrDefault(exchange => exchange.Path == path) is { } known ? (known.Status, known.Response!.ToJsonString())
            : await PassOnAsync(context.Request.Method, path, text);
        _exchanges.Enqueue(new HttpExchange("", false, context.Request.Method, path, Parse(text), status, Parse(answer)));
        if (context.Request.Method == _heldMethod)
        {
            Interlocked.Increment(ref _held);
            await _release.Task;
        }

        if (status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (status != StatusCodes.Status204NoContent)
            await context.Response.WriteAsync(answer);
    }

    private async Task<(int Status, string Answer)> PassOnAsync(string method, string path, string text)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (text.Length > 0)
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        using var response = await _api.Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static JsonNode? Parse(string text) => text.Length == 0 ? null : JsonNode.Parse(text);
}
