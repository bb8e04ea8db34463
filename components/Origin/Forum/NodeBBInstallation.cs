namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>What the workers run.</summary>
/// <param name="Source">Where NodeBB comes from.</param>
/// <param name="NodeVersion">The Node.js version that runs it.</param>
/// <param name="Domain">The forum's names.</param>
/// <param name="Ports">The workers' ports on the loopback address; the first worker also runs the forum's periodic jobs.</param>
/// <param name="SendsMail">Whether NodeBB may send mail.</param>
internal sealed record NodeBBInstallation(
    NodeBBSource Source,
    string NodeVersion,
    ForumDomain Domain,
    IReadOnlyList<int> Ports,
    bool SendsMail
);
