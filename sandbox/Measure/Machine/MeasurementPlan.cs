namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>What to measure inside the namespaces, and with what.</summary>
internal sealed record MeasurementPlan
{
    /// <summary>The measurement: one of <see cref="Measurements"/>.</summary>
    public required string Measurement { get; init; }

    /// <summary>A Debian image with the origin's packages.</summary>
    public required string Image { get; init; }

    /// <summary>Node's folder, with its <c>bin</c>.</summary>
    public required string Node { get; init; }

    /// <summary>The forum with its dependencies, before setup.</summary>
    public required string Forum { get; init; }

    /// <summary>The forum's name for people.</summary>
    public required string ForumName { get; init; }

    /// <summary>The visitors program with its dependencies.</summary>
    public required string Visitors { get; init; }

    /// <summary>The size: sessions, seconds or sockets, depending on the measurement.</summary>
    public required int Size { get; init; }
}

/// <summary>The names of the measurements.</summary>
internal static class Measurements
{
    public const string Affinity = "affinity";
    public const string Requests = "requests";
    public const string Sockets = "sockets";
}
