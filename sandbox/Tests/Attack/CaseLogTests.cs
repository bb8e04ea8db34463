using NodeBBInfra.Sandbox.Attack;
using NodeBBInfra.Sandbox.Commands;

namespace NodeBBInfra.Tests.Attack;

/// <summary>Only an attack that ran, in time, and did not succeed counts as held.</summary>
public sealed class CaseLogTests
{
    private readonly StringWriter _said = new();
    private readonly CaseLog _log;

    public CaseLogTests() => _log = new CaseLog(new Progress(_said));

    [Fact]
    public async Task What_did_not_get_through_is_held()
    {
        await TryAsync(_ => Task.FromResult("nothing"));

        Assert.Equal(("held", "nothing"), (_log.Cases.Single().Result, _log.Cases.Single().Seen));
        Assert.Contains("kind: name held", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_got_through_is_not_and_says_what_was_seen()
    {
        await TryAsync(_ => throw new NotHeldException("the file", ["one", "two"]));

        Assert.Equal(("FAILED", "the file"), (_log.Cases.Single().Result, _log.Cases.Single().Seen));
        Assert.Equal(["one", "two"], _log.Cases.Single().Details);
    }

    [Fact]
    public async Task What_cannot_be_carried_out_is_not_held()
    {
        await TryAsync(_ => throw new InvalidOperationException("the lever broke"));

        Assert.Equal(("FAILED", "could not be carried out: the lever broke"), (_log.Cases.Single().Result, _log.Cases.Single().Seen));
    }

    [Fact]
    public async Task What_takes_longer_than_its_time_is_not_held()
    {
        await _log.TryAsync(
            "kind",
            "name",
            "tried",
            TimeSpan.FromMilliseconds(50),
            async stop =>
            {
                await Task.Delay(TimeSpan.FromMinutes(1), stop);
                return "never";
            },
            CancellationToken.None
        );

        Assert.Equal("FAILED", _log.Cases.Single().Result);
    }

    [Fact]
    public async Task Who_stops_the_run_stops_all_of_it()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _log.TryAsync(
                "kind",
                "name",
                "tried",
                TimeSpan.FromMinutes(1),
                async within =>
                {
                    await stop.CancelAsync();
                    within.ThrowIfCancellationRequested();
                    return "never";
                },
                stop.Token
            )
        );

        Assert.Empty(_log.Cases);
    }

    private Task TryAsync(Func<CancellationToken, Task<string>> attack) =>
        _log.TryAsync("kind", "name", "tried", TimeSpan.FromMinutes(1), attack, CancellationToken.None);
}
