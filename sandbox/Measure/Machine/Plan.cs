namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>What is measured inside, and with what.</summary>
internal sealed record Plan
{
    /// <summary>Which measurement: one of <see cref="Measurements"/>.</summary>
    public required string Measurement { get; init; }

    /// <summary>A Debian with the origin's packages.</summary>
    public required string Image { get; init; }

    /// <summary>Node, with its <c>bin</c>.</summary>
    public required string Node { get; init; }

    /// <summary>The forum with its dependencies, not set up.</summary>
    public required string Forum { get; init; }

    /// <summary>Which forum that is, for people.</summary>
    public required string ForumName { get; init; }

    /// <summary>The visitors' program with its dependencies.</summary>
    public required string Visitors { get; init; }

    /// <summary>How much: sessions, seconds or sockets, as the measurement has it.</summary>
    public required int Size { get; init; }
}

/// <summary>The names of what is measured inside.</summary>
internal static class Measurements
{
    public const string Affinity = "affinity";
    public const string Requests = "requests";
    public const string Sockets = "sockets";
}
