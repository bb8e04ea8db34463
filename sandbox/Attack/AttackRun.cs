using NodeBBInfra.Sandbox.Attack.OnHost;
using NodeBBInfra.Sandbox.Attack.Requests;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Attack;

/// <summary>The context of the attacks: the world, access to it, and the log of results.</summary>
internal sealed record AttackRun
{
    /// <summary>The attacked world.</summary>
    public required WorldInfo World { get; init; }

    /// <summary>The world's files on this machine.</summary>
    public required WorldDirectory Directory { get; init; }

    /// <summary>Access to the host as root and as other users.</summary>
    public required AttackedHost Host { get; init; }

    /// <summary>The stack's steps, to run them again.</summary>
    public required HostSteps Steps { get; init; }

    /// <summary>All kinds of visitors.</summary>
    public required Visitors Visitors { get; init; }

    /// <summary>The log of results.</summary>
    public required CaseLog Log { get; init; }

    /// <summary>The seed of all generated variants.</summary>
    public required int Seed { get; init; }

    /// <summary>The short form for <c>make test</c>: few generated variants and no long waits.</summary>
    public required bool Short { get; init; }

    /// <summary>A random generator per purpose, so that attacks do not influence each other's choices.</summary>
    public Random RandomFor(string purpose) => new(Seed ^ purpose.Aggregate(17, (sum, c) => unchecked((sum * 31) + c)));

    /// <summary>The number of generated variants in the full or the short form.</summary>
    public int Count(int full, int few) => Short ? few : full;
}
