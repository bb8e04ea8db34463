using System.Text.Json;

namespace NodeBBInfra.Sandbox.Measure.Rolls;

/// <summary>How much the visitors do while they use the forum.</summary>
/// <param name="Rate">Requests per second; one in five is a POST.</param>
/// <param name="WebSockets">socket.io clients on WebSockets.</param>
/// <param name="Polling">socket.io clients that poll.</param>
/// <param name="Requests">How many requests there are at least for each event.</param>
internal sealed record VisitorLoad(int Rate, int WebSockets, int Polling, int Requests);

/// <summary>Something that is done on the host while visitors use the forum.</summary>
/// <param name="Name">What is done.</param>
/// <param name="IsOurs">Whether no visitor should notice.</param>
/// <param name="DoAsync">Does it.</param>
internal sealed record RollEvent(string Name, bool IsOurs, Func<Benchmarks.Deployment.DeploymentWorld, CancellationToken, Task> DoAsync);

/// <summary>What the visitors saw (visitors.mjs).</summary>
/// <param name="Event">What was done meanwhile.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="Started">When it began, in seconds after the visitors.</param>
/// <param name="Requests">All requests.</param>
/// <param name="FailedAt">When requests failed, in seconds after the visitors' start.</param>
/// <param name="GaveUp">socket.io clients that stopped trying to connect.</param>
/// <param name="Lost">Messages without an acknowledgement.</param>
/// <param name="Reconnects">How often a client connected again, at most.</param>
/// <param name="Silence">The longest time in which a client heard nothing, in seconds.</param>
internal sealed record RollResult(
    RollEvent Event,
    double Seconds,
    double Started,
    int Requests,
    IReadOnlyList<double> FailedAt,
    int GaveUp,
    int Lost,
    int Reconnects,
    double Silence
)
{
    /// <summary>Reads what visitors.mjs printed.</summary>
    public static RollResult Read(string json, RollEvent happened, double started, double seconds)
    {
        using var document = JsonDocument.Parse(json);
        var seen = document.RootElement;
        var failures = seen.GetProperty("failures").EnumerateArray().ToList();
        var clients = failures
            .Where(failure => failure.GetProperty("what").GetString()!.EndsWith(" client", StringComparison.Ordinal))
            .ToList();
        return new(
            happened,
            seconds,
            started,
            seen.GetProperty("requests").GetInt32(),
            [.. failures.Except(clients).Select(failure => failure.GetProperty("at").GetDouble() / 1_000)],
            clients.Count,
            seen.GetProperty("lost").GetInt32(),
            seen.GetProperty("most").GetInt32(),
            seen.GetProperty("silence").GetDouble() / 1_000
        );
    }
}
