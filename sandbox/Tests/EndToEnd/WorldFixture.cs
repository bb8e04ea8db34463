using System.Text.Json;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>The world shared by the end-to-end tests, always destroyed at the end.</summary>
public sealed class WorldFixture : IAsyncLifetime
{
    internal const string Domain = "forum.example.org";
    internal const string Stack = "e2e";

    internal static readonly TimeSpan UpLimit = TimeSpan.FromMinutes(12);

    internal SandboxProgram Sandbox { get; private set; } = null!;

    /// <summary>The machine's state before the first <c>up</c>.</summary>
    internal IReadOnlyList<string> Before { get; private set; } = [];

    /// <summary>The result of the first <c>up</c>; null if no host can boot here.</summary>
    internal Finished? FirstUp { get; private set; }

    /// <summary>world.json.</summary>
    internal JsonElement World => JsonDocument.Parse(File.ReadAllText(Path.Combine(Sandbox.World, "world.json"))).RootElement;

    private JsonElement Host => World.GetProperty("hosts").GetProperty(Stack);

    internal static string Configuration(string affinity) =>
        $"""
            config:
              nodebb:domain: {Domain}
              nodebb:email: admin@example.org
              nodebb:affinity: {affinity}
              nodebb:indexed: false # So that every check applies.
              nodebb:onDestroy: erase
              nodebb:deleteData: true

            """;

    public async Task InitializeAsync()
    {
        if (new HostFactAttribute().Skip is not null)
            return;
        Sandbox = await SandboxProgram.CreateAsync(Stack, Configuration("session"));
        Before = await MachineState.ReadAsync(Sandbox.World);
        FirstUp = await Sandbox.RunAsync("up", UpLimit);
    }

    /// <summary>A visitor of the edge.</summary>
    internal ForumVisitor Visitor() => Visitor(World.GetProperty("edgeAddress"));

    /// <summary>A visitor who knows the origin's address.</summary>
    internal ForumVisitor Stranger() => Visitor(Host.GetProperty("address"));

    private ForumVisitor Visitor(JsonElement address) =>
        new(
            System.Net.IPAddress.Parse(address.GetString()!),
            [Path.Combine(Sandbox.World, "keys", "sandbox-ca.pem"), Path.Combine(Sandbox.World, "keys", "acme-roots.pem")]
        );

    /// <summary>Runs a command on the host over SSH.</summary>
    internal Task<Finished> OnHostAsync(string command, string? input = null)
    {
        var world = World;
        return RunningProcess.RunAsync(
            "ssh",
            [
                "-i",
                world.GetProperty("sshKeyPath").GetString()!,
                "-o",
                $"UserKnownHostsFile={Path.Combine(Sandbox.World, "keys", "known_hosts")}",
                "-o",
                "BatchMode=yes",
                $"root@{Host.GetProperty("address").GetString()}",
                command,
            ],
            TimeSpan.FromMinutes(5),
            input: input
        );
    }

    public async Task DisposeAsync()
    {
        if (Sandbox is not null)
            await Sandbox.DisposeAsync();
    }
}

/// <summary>The tests of this collection share the world and run in turn.</summary>
[CollectionDefinition(Name)]
public sealed class WorldTests : ICollectionFixture<WorldFixture>
{
    public const string Name = "world";
}
