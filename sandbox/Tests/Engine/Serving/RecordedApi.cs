using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>Responds as recorded in one step to the same method, path and body, and refuses all else.</summary>
internal sealed class RecordedApi : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly List<JsonNode> _exchanges;

    private RecordedApi(WebApplication server, List<JsonNode> exchanges) => (_server, _exchanges) = (server, exchanges);

    public string BaseUrl => _server.Urls.Single() + "/client/v4";

    /// <summary>Requests without a recording, as "METHOD path body".</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Recorded requests that were not sent.</summary>
    public IEnumerable<string> Missing => _exchanges.Select(one => $"{one["method"]} {one["path"]} {one["body"]?.ToJsonString()}");

    public static async Task<RecordedApi> Start(string step)
    {
        var exchanges = File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", "stack", "cloudflare-http.jsonl"))
            .Select(line => JsonNode.Parse(line)!)
            .Where(one =>
                (string?)one["step"] == step && !one["headers"]!["user-agent"]!.ToString().StartsWith("curl", StringComparison.Ordinal)
            )
            .ToList();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var api = new RecordedApi(builder.Build(), exchanges);
        api._server.Run(api.Answer);
        await api._server.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        var body = text.Length == 0 ? null : JsonNode.Parse(text);
        JsonNode? found;
        lock (_exchanges)
        {
            found = _exchanges.FirstOrDefault(one =>
                (string?)one["method"] == context.Request.Method
                && (string?)one["path"] == context.Request.Path + context.Request.QueryString
                && JsonNode.DeepEquals(one["body"], body)
            );
            if (found is null)
                Unknown.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {text}");
            else
                _exchanges.Remove(found);
        }

        context.Response.StatusCode = found is null ? 400 : (int)found["status"]!;
        if (context.Response.StatusCode != 204)
            await context.Response.WriteAsync(found?["response"]?.ToJsonString() ?? "{}");
    }
}
