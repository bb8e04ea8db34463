using System.Diagnostics;
using NodeBBInfra.Sandbox.Commands;

namespace NodeBBInfra.Sandbox.Attack;

/// <summary>Runs cases with a timeout, prints how they end, and collects the results.</summary>
internal sealed class CaseLog(Progress progress)
{
    private readonly List<Case> _cases = [];

    /// <summary>All cases so far, in order.</summary>
    public IReadOnlyList<Case> Cases => _cases;

    /// <summary>Runs one case.</summary>
    /// <param name="kind">The kind of attack.</param>
    /// <param name="name">The case's name.</param>
    /// <param name="tried">What is tried, in one plain phrase.</param>
    /// <param name="limit">The timeout; a case that times out did not hold.</param>
    /// <param name="attack">
    /// Runs the attack and returns what was seen if the stack held; throws <see cref="NotHeldException"/> otherwise.
    /// </param>
    /// <param name="cancellationToken">Cancels the whole run.</param>
    public async Task TryAsync(
        string kind,
        string name,
        string tried,
        TimeSpan limit,
        Func<CancellationToken, Task<string>> attack,
        CancellationToken cancellationToken
    )
    {
        progress.Say($"{kind}: {tried}");
        var watch = Stopwatch.StartNew();
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(limit);
        Case ended;
        try
        {
            ended = new Case(kind, name, tried, true, await attack(within.Token), []);
        }
        catch (NotHeldException e)
        {
            ended = new Case(kind, name, tried, false, e.Message, e.Details);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            ended = new Case(kind, name, tried, false, $"was not over after {limit.TotalSeconds:0} s", []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // An attack that could not run proves nothing, so it never counts as "held".
            ended = new Case(kind, name, tried, false, $"could not be carried out: {Line(e.Message)}", e.Message.Split('\n'));
        }
        _cases.Add(ended);
        progress.Say($"{kind}: {name} {ended.Result} ({Progress.Seconds(watch.Elapsed)}): {Line(ended.Seen)}");
    }

    private static string Line(string text) => text.Split('\n')[0];
}
