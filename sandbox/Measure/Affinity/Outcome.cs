using System.Text.Json.Serialization;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>What became of a session, as the visitors' program tells it.</summary>
internal sealed record Outcome
{
    [JsonPropertyName("id")]
    public int Id { get; init; }

    /// <summary>polling, upgrade or websocket.</summary>
    [JsonPropertyName("mode")]
    public string Mode { get; init; } = "";

    /// <summary>Why it was lost; null when it was not.</summary>
    [JsonPropertyName("lost")]
    public string? Lost { get; init; }

    /// <summary>How often the client connected again.</summary>
    [JsonPropertyName("reconnects")]
    public int Reconnects { get; init; }

    /// <summary>Milliseconds until events were answered again, for those that connected again.</summary>
    [JsonPropertyName("back")]
    public int? Back { get; init; }
}

/// <summary>What came out of one strategy in one scenario.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Sessions">How many were tried.</param>
/// <param name="Lost">How many were lost.</param>
/// <param name="LostByMode">The same by the client's mode.</param>
/// <param name="LargestShare">The share of the busiest worker among the sessions, 0 to 1.</param>
/// <param name="Reasons">Why sessions were lost, and how many for each reason.</param>
/// <param name="Reconnected">How many connected again by themselves and were not lost.</param>
/// <param name="BackMilliseconds">How long the slowest of these took.</param>
internal sealed record Cell(
    string Strategy, string Scenario, int Sessions, int Lost, IReadOnlyDictionary<string, int> LostByMode, double LargestShare,
    IReadOnlyDictionary<string, int> Reasons, int Reconnected, int BackMilliseconds);

/// <summary>A whole run.</summary>
/// <param name="Forum">Which forum ran.</param>
/// <param name="Nginx">nginx's version.</param>
/// <param name="Cells">What came out.</param>
internal sealed record AffinityResult(string Forum, string Nginx, IReadOnlyList<Cell> Cells);
