using System.Text.Json;
using NodeBBInfra.Tests.EndToEnd;

namespace NodeBBInfra.Tests.Workflows;

/// <summary>A world with hosts for two stacks, whose files are complete, as somebody's are who deploys for real.</summary>
internal sealed class WorkflowWorld : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly SandboxProgram _sandbox;

    private WorkflowWorld(SandboxProgram sandbox) => _sandbox = sandbox;

    /// <summary>The project's folder: main's checkout.</summary>
    public string Main => Path.GetDirectoryName(_sandbox.World)!;

    /// <summary>What production's jobs have.</summary>
    public Dictionary<string, string?> Production => new() { ["SANDBOX_WORLD"] = _sandbox.World, ["PULUMI_BACKEND_URL"] = null };

    public string ApiToken => Info.GetProperty("cloudflareApi").GetProperty("token").GetString()!;

    private JsonElement Info => JsonDocument.Parse(File.ReadAllText(Path.Combine(_sandbox.World, "world.json"))).RootElement;

    public static async Task<WorkflowWorld> StartAsync()
    {
        var sandbox = await SandboxProgram.CreateAsync("prod", Configuration("example.org", "nodebb:otherForums: [staging.example.org]"));
        var world = new WorkflowWorld(sandbox);
        try
        {
            sandbox.Configure(
                Configuration("staging.example.org", "nodebb:zoneOwner: false\n  nodebb:onDestroy: erase\n  nodebb:deleteData: true"),
                "staging"
            );
            foreach (var stack in new[] { "prod", "staging" })
            {
                var boot = await SandboxProgram.RunAsync(Limit, sandbox.Arguments("boot", stack));
                Assert.True(boot.ExitCode == 0, boot.All);
                await world.CompleteAsync(stack);
            }
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }

        return world;
    }

    /// <summary>Runs a line on a stack's host.</summary>
    public Task OnHostAsync(string stack, string line) =>
        WorkflowScripts.DoAsync(
            $"ssh -i {Info.GetProperty("sshKeyPath")} -o UserKnownHostsFile={_sandbox.World}/keys/known_hosts -o BatchMode=yes root@{Host(stack).GetProperty("address")} \"$LINE\"",
            Main,
            new Dictionary<string, string?> { ["LINE"] = line }
        );

    /// <summary>Changes a setting of the zone by hand.</summary>
    public Task SetInZoneAsync(string setting, string value) =>
        AskAsync(HttpMethod.Patch, $"settings/{setting}", $$"""{"value":"{{value}}"}""");

    /// <summary>Changes the rules of a phase by hand: each text in place of another.</summary>
    public async Task EditRulesAsync(string phase, string before, string after)
    {
        using var rulesets = JsonDocument.Parse(await AskAsync(HttpMethod.Get, "rulesets"));
        var id = rulesets
            .RootElement.GetProperty("result")
            .EnumerateArray()
            .Single(ruleset => ruleset.GetProperty("phase").GetString() == phase)
            .GetProperty("id");
        using var ruleset = JsonDocument.Parse(await AskAsync(HttpMethod.Get, $"rulesets/{id}"));
        var rules = ruleset.RootElement.GetProperty("result").GetProperty("rules").GetRawText();
        Assert.Contains(before, rules, StringComparison.Ordinal);
        var edited = rules.Replace(before, after, StringComparison.Ordinal);
        await AskAsync(HttpMethod.Put, $"rulesets/{id}", $$"""{"rules":{{edited}}}""");
    }

    private async Task<string> AskAsync(HttpMethod method, string path, string? body = null)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiToken);
        using var request = new HttpRequestMessage(
            method,
            new Uri($"{Info.GetProperty("cloudflareApi").GetProperty("baseUrl")}/zones/{Info.GetProperty("zoneId")}/{path}")
        );
        if (body is not null)
            request.Content = new StringContent(body, null, "application/json");
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return answer;
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private JsonElement Host(string stack) => Info.GetProperty("hosts").GetProperty(stack);

    /// <summary>Writes what the world would add into the stack's file, so that it is the file alone that counts.</summary>
    private async Task CompleteAsync(string stack)
    {
        var (info, host) = (Info, Host(stack));
        var forum = info.GetProperty("forum");
        var values = new Dictionary<string, string?>
        {
            ["nodebb:zoneId"] = info.GetProperty("zoneId").GetString(),
            ["nodebb:nodeMirror"] = info.GetProperty("nodeMirror").GetString(),
            ["nodebb:nodeVersion"] = info.GetProperty("nodeVersion").GetString(),
            ["nodebb:nodeSha256"] = info.GetProperty("nodeSha256").GetString(),
            ["nodebb:acmeServer"] = info.GetProperty("acmeDirectory").GetString(),
            ["nodebb:nodebbRepository"] = forum.GetProperty("repository").GetString(),
            ["nodebb:nodebbRef"] = (
                forum.TryGetProperty("commit", out var commit) && commit.ValueKind == JsonValueKind.String
                    ? commit
                    : forum.GetProperty("ref")
            ).GetString(),
            ["nodebb:originAddress"] = host.GetProperty("address").GetString(),
            ["nodebb:sshHostKey"] = host.GetProperty("sshHostKey").GetString(),
            ["cloudflare:baseUrl"] = info.GetProperty("cloudflareApi").GetProperty("baseUrl").GetString(),
        };
        if (info.TryGetProperty("edgeAddress6", out var edge) && edge.ValueKind == JsonValueKind.String)
            values["nodebb:originAddress6"] = host.GetProperty("address6").GetString();
        var lines = values.Select(value => $"pulumi config set --stack {stack} '{value.Key}' '{value.Value}'");
        await WorkflowScripts.DoAsync(
            $"""
            pulumi stack init {stack} --secrets-provider passphrase
            {string.Join('\n', lines)}
            pulumi config set --stack {stack} --secret cloudflare:apiToken {ApiToken}
            pulumi config set --stack {stack} --secret nodebb:sshPrivateKey < {info.GetProperty("sshKeyPath")}
            """,
            Main,
            Production
        );
    }

    private static string Configuration(string domain, string more) =>
        $"config:\n  nodebb:domain: {domain}\n  nodebb:email: admin@example.org\n  {more}\n";
}
