using System.Text.Json.Serialization;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>The result of a session, as reported by the visitors program.</summary>
internal sealed record Outcome
{
    [JsonPropertyName("id")]
    public int Id { get; init; }

    /// <summary>polling, upgrade or websocket.</summary>
    [JsonPropertyName("mode")]
    public string Mode { get; init; } = "";

    /// <summary>Why it was lost; null if it was not.</summary>
    [JsonPropertyName("lost")]
    public string? Lost { get; init; }

    /// <summary>How often the client reconnected.</summary>
    [JsonPropertyName("reconnects")]
    public int Reconnects { get; init; }

    /// <summary>Milliseconds until events were answered again, after a reconnect.</summary>
    [JsonPropertyName("back")]
    public int? Back { get; init; }
}

/// <summary>The result of one strategy in one scenario.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Sessions">The number of sessions.</param>
/// <param name="Lost">The number of lost sessions.</param>
/// <param name="LostByMode">The number of lost sessions by client mode.</param>
/// <param name="LargestShare">The busiest worker's share of the sessions, 0 to 1.</param>
/// <param name="Reasons">The number of lost sessions by reason.</param>
/// <param name="Reconnected">The number of sessions that reconnected and were not lost.</param>
/// <param name="BackMilliseconds">The slowest reconnect.</param>
internal sealed record Cell(
    string Strategy,
    string Scenario,
    int Sessions,
    int Lost,
    IReadOnlyDictionary<string, int> LostByMode,
    double LargestShare,
    IReadOnlyDictionary<string, int> Reasons,
    int Reconnected,
    int BackMilliseconds
);

/// <summary>The result of a run.</summary>
/// <param name="Forum">The forum's name.</param>
/// <param name="Nginx">nginx's version.</param>
/// <param name="Cells">The results.</param>
internal sealed record AffinityResult(string Forum, string Nginx, IReadOnlyList<Cell> Cells);
