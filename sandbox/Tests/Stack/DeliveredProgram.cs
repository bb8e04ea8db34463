using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>The product's program in its own process, run by the sandbox's engine against the simulated zone.</summary>
internal sealed class DeliveredProgram(ApiServer zone) : IDisposable
{
    private readonly TempDirectory _folder = new();

    public HostStandIn Host { get; } = new();

    /// <summary>The stack's API token.</summary>
    public string Token { get; set; } = ApiServer.Token;

    /// <summary>Secret settings besides the token.</summary>
    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>The state, encrypted with the passphrase "test".</summary>
    public string StateFile => _folder["state.json"];

    /// <summary>Resources to replace even if unchanged (<c>--replace</c>).</summary>
    public IReadOnlyList<string> Replace { get; set; } = [];

    // The program's own folder, bin/<configuration>/<framework> like ours: the copy beside the tests lacks dependencies.
    public static string Path
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Repository.PathOf("infra", "bin", here.Parent!.Name, here.Name, "NodeBBInfra.dll");
        }
    }

    /// <summary>Runs one operation on the stack "prod" with some settings changed.</summary>
    public Task<(EngineResult Result, string Shown)> RunAsync(Operation operation, params (string Key, string Value)[] changes) =>
        RunAsync(operation, refresh: false, changes);

    /// <summary>Runs an <c>up --refresh</c> that must succeed.</summary>
    public async Task<EngineResult> RefreshedUpAsync()
    {
        var (result, shown) = await RunAsync(Operation.Up, refresh: true, []);
        Assert.True(result.ExitCode == 0, shown);
        return result;
    }

    private async Task<(EngineResult Result, string Shown)> RunAsync(
        Operation operation,
        bool refresh,
        (string Key, string Value)[] changes
    )
    {
        var overlay = new Dictionary<string, ConfigValue>
        {
            ["cloudflare:apiToken"] = new(Token, Secret: true),
            ["cloudflare:baseUrl"] = new($"{zone.Client.BaseAddress}client/v4", Secret: false),
        };
        foreach (var (key, value) in Secrets)
            overlay[key] = new(value, Secret: true);
        foreach (var (key, value) in changes)
            overlay[key] = new(value, Secret: false);

        var project = _folder["project"];
        if (!Directory.Exists(project))
            TestStack.Make(project);
        using var shown = new StringWriter();
        var result = await EngineRun.ExecuteAsync(
            new EngineOptions
            {
                Operation = operation,
                Refresh = refresh,
                Replace = Replace,
                ProjectDirectory = project,
                Stack = "prod",
                StateFile = StateFile,
                Passphrase = "test",
                Overlay = overlay,
                Program = ["dotnet", Path],
                Providers = package => package == "command" ? Host : null,
            },
            shown,
            CancellationToken.None
        );
        return (result, shown.ToString());
    }

    /// <summary>Runs an operation that must succeed.</summary>
    public async Task<EngineResult> DoAsync(Operation operation, params (string Key, string Value)[] changes)
    {
        var (result, shown) = await RunAsync(operation, changes);
        Assert.True(result.ExitCode == 0, shown);
        return result;
    }

    public void Dispose() => _folder.Dispose();
}
