using System.Text.Json;

namespace NodeBBInfra.Tests.Forum;

/// <summary>A stand-in forum with three workers that runs during a test class.</summary>
public sealed class ForumFixture : IAsyncLifetime
{
    private TempDirectory? _checkout;
    private RunningProcess? _process;

    internal IReadOnlyList<string> Workers { get; private set; } = [];

    internal string User { get; private set; } = "";

    internal string Password { get; private set; } = "";

    internal int RedisPort { get; private set; }

    internal string RedisPassword { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Tools.MissingReason(["node", "npm", "redis-server"]) is not null)
            return;
        _checkout = await StandInCheckout.MakeAsync();
        // It ends by SIGKILL, so its temporary files are in the checkout, which is deleted.
        var temporary = Directory.CreateDirectory(_checkout["tmp"]).FullName;
        _process = RunningProcess.Start(
            "node",
            [Repository.PathOf("sandbox", "Tests", "Forum", "Contract", "run.mjs"), _checkout.FullPath, "3"],
            environment: new Dictionary<string, string?> { ["TMPDIR"] = temporary }
        );
        await Eventually.HoldsAsync(() => _process.Output.Contains('\n') || _process.HasExited, TimeSpan.FromMinutes(2), "the forum runs");
        Assert.False(_process.HasExited, _process.Error);

        using var said = JsonDocument.Parse(_process.Output);
        Workers = [.. said.RootElement.GetProperty("workers").EnumerateArray().Select(port => port.ToString())];
        User = said.RootElement.GetProperty("user").GetString()!;
        Password = said.RootElement.GetProperty("password").GetString()!;
        RedisPort = said.RootElement.GetProperty("redisPort").GetInt32();
        RedisPassword = said.RootElement.GetProperty("redisPassword").GetString()!;
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _checkout?.Dispose();
    }
}
