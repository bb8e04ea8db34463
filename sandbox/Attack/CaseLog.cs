using System.Diagnostics;
using NodeBBInfra.Sandbox.Commands;

namespace NodeBBInfra.Sandbox.Attack;

/// <summary>Carries cases out, each within its time, says how they end, and keeps the results.</summary>
internal sealed class CaseLog(Steps steps)
{
    private readonly List<Case> _cases = [];

    /// <summary>All cases so far, in order.</summary>
    public IReadOnlyList<Case> Cases => _cases;

    /// <summary>Tries one case.</summary>
    /// <param name="kind">The kind of attack.</param>
    /// <param name="name">The case's name.</param>
    /// <param name="tried">What is tried, in one plain phrase.</param>
    /// <param name="limit">How long it may take; longer is not held.</param>
    /// <param name="attack">Carries it out, and gives what was seen when the stack held; it throws <see cref="NotHeldException"/> otherwise.</param>
    /// <param name="cancel">Stops the whole run.</param>
    public async Task TryAsync(string kind, string name, string tried, TimeSpan limit, Func<CancellationToken, Task<string>> attack, CancellationToken cancel)
    {
        steps.Say($"{kind}: {tried}");
        var watch = Stopwatch.StartNew();
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancel);
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
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            ended = new Case(kind, name, tried, false, $"was not over after {limit.TotalSeconds:0} s", []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // An attack that cannot be carried out shows nothing, so it is never "held".
            ended = new Case(kind, name, tried, false, $"could not be carried out: {Line(e.Message)}", e.Message.Split('\n'));
        }
        _cases.Add(ended);
        steps.Say($"{kind}: {name} {ended.Result} ({Steps.Seconds(watch.Elapsed)}): {Line(ended.Seen)}");
    }

    private static string Line(string text) => text.Split('\n')[0];
}
