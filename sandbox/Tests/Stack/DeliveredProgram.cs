using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>The program as it is delivered, in a process of its own, run by the sandbox's engine against the simulated zone.</summary>
internal sealed class DeliveredProgram(ApiServer zone) : IDisposable
{
    private readonly TempDirectory _folder = new();

    public HostStandIn Host { get; } = new();

    /// <summary>The API token that the stack is configured with.</summary>
    public string Token { get; set; } = ApiServer.Token;

    /// <summary>What is replaced although nothing about it changes (<c>--replace</c>).</summary>
    public IReadOnlyList<string> Replace { get; set; } = [];

    // The program's own folder, bin/<configuration>/<framework> like ours: the copy beside the tests lacks what it runs on.
    public static string Path
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Repository.PathOf("infra", "bin", here.Parent!.Name, here.Name, "NodeBBInfra.dll");
        }
    }

    /// <summary>One operation on the stack "prod", with some settings of its file changed.</summary>
    public Task<(EngineResult Result, string Shown)> RunAsync(Operation operation, params (string Key, string Value)[] changes) =>
        RunAsync(operation, refresh: false, changes);

    /// <summary>An <c>up --refresh</c> that has to work.</summary>
    public async Task<EngineResult> RefreshedUpAsync()
    {
        var (result, shown) = await RunAsync(Operation.Up, refresh: true, []);
        Assert.True(result.ExitCode == 0, shown);
        return result;
    }

    private async Task<(EngineResult Result, string Shown)> RunAsync(Operation operation, bool refresh, (string Key, string Value)[] changes)
    {
        var overlay = new Dictionary<string, ConfigValue>
        {
            ["cloudflare:apiToken"] = new(Token, Secret: true),
            ["cloudflare:baseUrl"] = new($"{zone.Client.BaseAddress}client/v4", Secret: false),
        };
        foreach (var (key, value) in changes)
            overlay[key] = new(value, Secret: false);

        using var shown = new StringWriter();
        var result = await EngineRun.ExecuteAsync(
            new EngineOptions
            {
                Operation = operation,
                Refresh = refresh,
                Replace = Replace,
                ProjectDirectory = Repository.Root,
                Stack = "prod",
                StateFile = _folder["state.json"],
                Passphrase = "test",
                Overlay = overlay,
                Program = ["dotnet", Path],
                Providers = package => package == "command" ? Host : null,
            },
            shown,
            CancellationToken.None);
        return (result, shown.ToString());
    }

    /// <summary>The same, when it has to work.</summary>
    public async Task<EngineResult> DoAsync(Operation operation, params (string Key, string Value)[] changes)
    {
        var (result, shown) = await RunAsync(operation, changes);
        Assert.True(result.ExitCode == 0, shown);
        return result;
    }

    public void Dispose() => _folder.Dispose();
}
