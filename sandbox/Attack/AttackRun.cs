using NodeBBInfra.Sandbox.Attack.OnHost;
using NodeBBInfra.Sandbox.Attack.Requests;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Attack;

/// <summary>What the attacks work with: the world, ways into it, and a place for the results.</summary>
internal sealed record AttackRun
{
    /// <summary>The world that is attacked.</summary>
    public required WorldInfo World { get; init; }

    /// <summary>Its files on this machine.</summary>
    public required WorldDirectory Directory { get; init; }

    /// <summary>The host, as root and as others.</summary>
    public required AttackedHost Host { get; init; }

    /// <summary>The stack's steps, to be run again.</summary>
    public required HostSteps Steps { get; init; }

    /// <summary>Visitors of all sorts.</summary>
    public required Visitors Visitors { get; init; }

    /// <summary>Where results go.</summary>
    public required CaseLog Log { get; init; }

    /// <summary>All that is generated follows from it.</summary>
    public required int Seed { get; init; }

    /// <summary>Few generated variants and no long waits: the form for <c>make test</c>.</summary>
    public required bool Short { get; init; }

    /// <summary>A source of random choices of a purpose's own, so that one attack's choices do not hang on another's.</summary>
    public Random RandomFor(string purpose) => new(Seed ^ purpose.Aggregate(17, (sum, c) => unchecked((sum * 31) + c)));

    /// <summary>A number of generated variants: so many, or few in the short form.</summary>
    public int Count(int full, int few) => Short ? few : full;
}
