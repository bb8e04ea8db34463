using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>schema.sh: the database before, during and after an upgrade, with stand-ins for Redis, systemd and NodeBB.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    private string[] Called => File.Exists(_host["called"]) ? File.ReadAllLines(_host["called"]) : [];

    private string Copy => _host["var/lib/nodebb-infra/database-before-new.rdb"];

    /// <summary>The second run finds a database that the first one has begun to change.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task An_upgrade_that_failed_or_was_killed_keeps_the_database_from_before()
    {
        await PrepareAsync("4.1.0", "4.2.0");

        Assert.NotEqual(0, (await UpgradeAsync("exit 1", database: "before")).ExitCode);
        await UpgradeAsync("kill -9 $PPID", database: "half changed");
        Assert.Equal(0, (await UpgradeAsync("true", database: "half changed")).ExitCode);

        Assert.Equal("before", File.ReadAllText(Copy));
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("4.1.0", "4.2.0", false)]
    [InlineData("4.1.0", "5.0.0", true)]
    public async Task Only_another_major_version_stops_the_workers_and_a_failure_starts_them_again(string from, string to, bool stops)
    {
        await PrepareAsync(from, to);

        var failed = await UpgradeAsync("exit 1");

        Assert.Contains("old goes on. The database from before is in ", failed.Error, StringComparison.Ordinal);
        Assert.Equal(stops, Called.Contains("stop nodebb-infra-roll.path nodebb@*.service"));
        Assert.Equal(stops, Called.Contains("start nodebb@4567 nodebb@4568"));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Workers_that_were_stopped_are_started_however_the_step_ends()
    {
        await PrepareAsync("4.1.0", "5.0.0");

        await UpgradeAsync("true", after: "exit 7");

        Assert.Equal("start --no-block nodebb@4567 nodebb@4568 nodebb-infra-roll.path", Called[^1]);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Without_space_for_the_copy_nothing_is_touched()
    {
        await PrepareAsync("4.1.0", "5.0.0");

        var refused = await UpgradeAsync("true", usedMemory: long.MaxValue / 4);

        Assert.Contains("There is too little space to copy the database before the upgrade", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Called);
    }

    /// <summary>What the older release knows: what had run when it ran, and what it has itself.</summary>
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("a", "a", "", null)]
    [InlineData("a b", "a", "b", null)]
    [InlineData("a b c", "a", "b", "(c)")]
    [InlineData("a", null, "", "(a)")]
    [InlineData("", null, null, null)]
    public async Task The_way_back_is_refused_by_what_the_older_release_does_not_know(
        string run,
        string? knows,
        string? has,
        string? unknown
    )
    {
        await PrepareAsync("4.1.0", "4.2.0");
        if (knows is not null)
            DataStep.Write(_host, "var/lib/nodebb-infra/releases/old/knows", Lines(knows));
        foreach (var script in has?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
            DataStep.Write(_host, $"opt/nodebb/releases/old/src/upgrades/4.1.0/{script}.js");

        var back = await StepAsync($"run='{run}'\nrefuse_way_back \"$release\" \"$running\"\n");

        Assert.Equal(unknown is null ? 0 : 1, back.ExitCode);
        if (unknown is not null)
            Assert.Contains($"does not know {unknown}", back.Error, StringComparison.Ordinal);
    }

    private static string Lines(string words) => string.Concat(words.Split(' ').Select(word => $"{word}\n"));

    private async Task PrepareAsync(string from, string to)
    {
        await _host.ReadyAsync();
        foreach (var (release, version) in new[] { ("old", from), ("new", to) })
        {
            DataStep.Write(_host, $"var/lib/nodebb-infra/releases/{release}/package.json", $"{{\n    \"version\": \"{version}\"\n}}\n");
            Directory.CreateDirectory(_host[$"opt/nodebb/releases/{release}"]);
        }
    }

    private Task<Finished> UpgradeAsync(string nodebb, string database = "all", long usedMemory = 1, string after = "trap - EXIT") =>
        StepAsync(
            $$"""
            in_release() { (exec 3>&-; {{nodebb}}); }
            redis-cli() { printf %s '{{database}}' >"${@: -1}"; }
            memory={{usedMemory}}
            upgrade_schema
            {{after}}

            """
        );

    private Task<Finished> StepAsync(string script) =>
        _host.RunAsync(
            HostFolder.Script(
                $$"""
                records=$ROOT/var/lib/nodebb-infra/releases ports=(4567 4568)
                release=$ROOT/opt/nodebb/releases/new running=$ROOT/opt/nodebb/releases/old
                systemctl() { echo "$*" >>"$ROOT/called"; }
                secret() { echo secret; }
                timeout() { shift; "$@"; }
                as_nodebb() { "$@"; }
                redis_admin() { if [[ $1 == info ]]; then echo "used_memory:$memory"; else tr ' ' '\n' <<<"$run"; fi; }
                {{HostScript.Load("Origin/Forum/schema.sh").Replace("/var/lib/", "$ROOT/var/lib/", StringComparison.Ordinal).Replace(
                    "root:root",
                    DataStep.Me,
                    StringComparison.Ordinal
                )}}

                """
                    + script
            )
        );
}
