using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>What runs the Pulumi program.</summary>
internal enum StackEngine
{
    /// <summary>The sandbox's own engine.</summary>
    Sandbox,

    /// <summary>The pulumi command.</summary>
    Pulumi,

    /// <summary>The one that deployed the stack, else a compatible pulumi command, else the sandbox's own.</summary>
    Automatic,
}

/// <summary>The requested world.</summary>
/// <param name="Directory">The world's files.</param>
/// <param name="Index">Its index, if it has to be made.</param>
/// <param name="ProjectDirectory">The repository, with Pulumi.yaml.</param>
/// <param name="Stack">The stack to deploy.</param>
/// <param name="Engine">The engine that runs the program.</param>
/// <param name="NodeBB">
/// <c>REPOSITORY[@REF]</c> of NodeBB, or <c>stand-in</c>; null keeps the world's forum, a new world gets the stand-in.
/// </param>
internal sealed record WorldRequest(
    WorldDirectory Directory,
    int Index,
    string ProjectDirectory,
    string Stack,
    StackEngine Engine,
    string? NodeBB
)
{
    /// <summary>The requested kind of forum; null keeps the world's.</summary>
    public string? ForumKind => NodeBB is null or ForumRepository.StandIn ? NodeBB : ForumRepository.RealNodeBB;
}
