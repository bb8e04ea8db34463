namespace NodeBBInfra.Sandbox.Attack;

/// <summary>One attack that was tried, and how it ended.</summary>
/// <param name="Kind">The kind of attack it belongs to.</param>
/// <param name="Name">Its name, for tests and people to point at.</param>
/// <param name="Tried">What was tried, in one plain phrase.</param>
/// <param name="Held">Whether the stack held. What could not be carried out did not hold.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Details">More of it, a line each, where it did not hold.</param>
internal sealed record Case(string Kind, string Name, string Tried, bool Held, string Seen, IReadOnlyList<string> Details)
{
    /// <summary>How the table says it.</summary>
    public string Result => Held ? "held" : "FAILED";
}

/// <summary>Thrown by an attack that got through, or whose lever did not work.</summary>
/// <param name="seen">What was seen, in one line.</param>
/// <param name="details">More of it, a line each.</param>
internal sealed class NotHeldException(string seen, IReadOnlyList<string>? details = null) : Exception(seen)
{
    /// <summary>More of what was seen, a line each.</summary>
    public IReadOnlyList<string> Details => details ?? [];
}
