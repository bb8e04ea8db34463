using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NodeBBInfra.Tests.Workflows;

/// <summary>
/// The part of GitHub's API that the workflows' scripts use, on loopback: issues, comments and commits of pull requests of one
/// repository. It also serves files, as Node's mirror does. https://docs.github.com/en/rest
/// </summary>
internal sealed class FakeGitHub : IAsyncDisposable
{
    private const string Repository = "/repos/us/forum";
    private const string Token = "token-of-the-job";
    private readonly WebApplication _server;
    private int _last;

    private FakeGitHub(WebApplication server) => _server = server;

    /// <summary>Issues and comments: everything that was made, in order.</summary>
    public List<JsonObject> Made { get; } = [];

    /// <summary>The requests that changed something: "PATCH /issues/1".</summary>
    public List<string> Changes { get; } = [];

    /// <summary>Files by path, "/dist/index.tab".</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>The commit of every pull request and of main.</summary>
    public string Head { get; set; } = "0123456789abcdef";

    public string Url => _server.Urls.Single();

    /// <summary>What GitHub sets for a job's scripts.</summary>
    public Dictionary<string, string?> Environment =>
        new()
        {
            ["GITHUB_API_URL"] = Url,
            ["GITHUB_SERVER_URL"] = "https://github.example",
            ["GITHUB_REPOSITORY"] = "us/forum",
            ["GITHUB_TOKEN"] = Token,
        };

    public static async Task<FakeGitHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var github = new FakeGitHub(builder.Build());
        github._server.Run(github.AnswerAsync);
        await github._server.StartAsync();
        return github;
    }

    /// <summary>Adds what somebody made on the website.</summary>
    public JsonObject Add(string path, JsonObject thing, string user)
    {
        thing["path"] = path;
        thing["id"] = ++_last;
        thing["number"] = _last;
        thing["user"] = new JsonObject { ["login"] = user };
        Made.Add(thing);
        return thing;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value!);
        if (Files.TryGetValue(path, out var file))
        {
            await context.Response.WriteAsync(file);
            return;
        }

        if (context.Request.Headers.Authorization != $"Bearer {Token}" || !path.StartsWith(Repository, StringComparison.Ordinal))
        {
            context.Response.StatusCode = 401;
            return;
        }

        path = path[Repository.Length..];
        if (method != "GET")
            Changes.Add($"{method} {path}");
        JsonNode? answer = method switch
        {
            "GET" when path.StartsWith("/pulls/", StringComparison.Ordinal) => new JsonObject
            {
                ["head"] = new JsonObject { ["sha"] = Head },
            },
            "GET" when path == "/git/ref/heads/main" => new JsonObject { ["object"] = new JsonObject { ["sha"] = Head } },
            "GET" => List(path, context.Request.Query),
            "POST" => Add(path, await BodyAsync(context), "github-actions[bot]"),
            "PATCH" => Change(path, await BodyAsync(context)),
            _ => null,
        };
        context.Response.StatusCode = answer is null ? 404 : 200;
        await context.Response.WriteAsync(answer?.ToJsonString() ?? "{}");
    }

    private static async Task<JsonObject> BodyAsync(HttpContext context) => (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();

    private JsonArray List(string path, IQueryCollection query)
    {
        var (size, page) = (
            int.Parse(query["per_page"].FirstOrDefault() ?? "30", null),
            int.Parse(query["page"].FirstOrDefault() ?? "1", null)
        );
        return
        [
            .. Made.Where(thing => (string?)thing["path"] == path && (string?)thing["state"] != "closed")
                .Where(thing => query["creator"] is not [{ } creator] || (string?)thing["user"]!["login"] == creator)
                .Skip(size * (page - 1))
                .Take(size)
                .Select(thing => thing.DeepClone()),
        ];
    }

    private JsonObject? Change(string path, JsonObject values)
    {
        var thing = Made.Find(made => path == $"{made["path"]}/{made["id"]}" || path == $"/issues/comments/{made["id"]}");
        foreach (var (key, value) in values)
            thing?[key] = value?.DeepClone();
        return thing;
    }
}
