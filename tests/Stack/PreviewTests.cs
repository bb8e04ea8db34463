using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;
using NodeBBInfra.Tests.Support;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>The program as it is delivered, in a process of its own, previewed by the sandbox's engine against the simulated zone.</summary>
public class PreviewTests
{
    [Fact]
    public async Task A_preview_of_a_new_forum_needs_no_host_and_touches_nothing()
    {
        await using var zone = await ApiServer.StartAsync();
        var before = zone.State.Zone;

        var (result, shown) = await Preview(zone);

        Assert.True(result.ExitCode == 0, shown);
        // The stack, 10 components and the edge's 12 resources; 3 passwords, a certificate, 13 steps; and the two halves.
        Assert.Equal(1 + 2 + 10 + 12 + 3 + 1 + 13, result.Counts["create"]);
        Assert.Equal(0, result.SshLogins);
        Assert.Same(before, zone.State.Zone);
    }

    [Fact]
    public async Task Every_mistake_is_said_at_once_and_nothing_is_planned()
    {
        await using var zone = await ApiServer.StartAsync();

        var (result, shown) = await Preview(
            zone,
            ("nodebb:domain", "www.example.org", false), ("nodebb:originAddress", "origin", false), ("nodebb:ports", "[80,4567,4567]", false),
            ("nodebb:affinity", "sticky", false), ("nodebb:nodebbRef", "$(reboot)", false), ("nodebb:affinty", "session", false),
            ("nodebb:sshPrivateKey", "-----BEGIN OPENSSH PRIVATE KEY-----", false));

        Assert.NotEqual(0, result.ExitCode);
        string[] sentences =
        [
            "nodebb:domain is \"www.example.org\"", "nodebb:originAddress is \"origin\"", "instead of 80.", "write 4567 once",
            "nodebb:affinity is \"sticky\"", "nodebb:nodebbRef is \"$(reboot)\"", "nodebb:affinity, the nearest one", "nodebb:sshPrivateKey is in plain text",
        ];
        Assert.All(sentences, sentence => Assert.Contains(sentence, shown));
        Assert.DoesNotContain(" create", shown);
        Assert.DoesNotContain("BEGIN OPENSSH", shown);
    }

    // The program's own folder, bin/<configuration>/<framework> like ours: the copy beside the tests lacks what it runs on.
    private static string Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Repository.PathOf("infra", "bin", here.Parent!.Name, here.Name, "NodeBBInfra.dll");
        }
    }

    private static async Task<(EngineResult Result, string Shown)> Preview(ApiServer zone, params (string Key, string Value, bool Secret)[] changes)
    {
        using var folder = new TempDirectory();
        using var shown = new StringWriter();
        var overlay = new Dictionary<string, ConfigValue>
        {
            ["cloudflare:apiToken"] = new("test-token", Secret: true),
            ["cloudflare:baseUrl"] = new($"{zone.Client.BaseAddress}client/v4", Secret: false),
        };
        foreach (var (key, value, secret) in changes)
            overlay[key] = new(value, secret);

        var result = await EngineRun.ExecuteAsync(
            new EngineOptions
            {
                Operation = Operation.Preview,
                ProjectDirectory = Repository.Root,
                Stack = "prod",
                StateFile = folder["state.json"],
                Passphrase = "test",
                Overlay = overlay,
                Program = ["dotnet", Program],
            },
            shown,
            CancellationToken.None);
        return (result, shown.ToString());
    }
}
