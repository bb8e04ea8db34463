namespace NodeBBInfra.Sandbox.Attack;

/// <summary>One attack and its result.</summary>
/// <param name="Kind">The kind of attack.</param>
/// <param name="Name">Its unique name.</param>
/// <param name="Tried">What was tried, in one plain phrase.</param>
/// <param name="Held">Whether the stack held. An attack that could not run did not hold.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Details">More lines if it did not hold.</param>
internal sealed record Case(string Kind, string Name, string Tried, bool Held, string Seen, IReadOnlyList<string> Details)
{
    /// <summary>The result in the table.</summary>
    public string Result => Held ? "held" : "FAILED";
}

/// <summary>Thrown by an attack that succeeded or whose preparation failed.</summary>
/// <param name="seen">What was seen, in one line.</param>
/// <param name="details">More lines.</param>
internal sealed class NotHeldException(string seen, IReadOnlyList<string>? details = null) : Exception(seen)
{
    /// <summary>More lines of what was seen.</summary>
    public IReadOnlyList<string> Details => details ?? [];
}
