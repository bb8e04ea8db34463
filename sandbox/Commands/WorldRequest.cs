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

    /// <summary>The one that made the stack, else the pulumi command where one fits, else the sandbox's own.</summary>
    Automatic,
}

/// <summary>Which world is asked for.</summary>
/// <param name="Directory">Where it keeps its files.</param>
/// <param name="Index">Its number, if it has to be made.</param>
/// <param name="ProjectDirectory">The repository, with Pulumi.yaml.</param>
/// <param name="Stack">The stack whose configuration it serves.</param>
/// <param name="Engine">What runs the program.</param>
/// <param name="NodeBB">A NodeBB to install, <c>REPOSITORY[@REF]</c>; <c>stand-in</c> for the stand-in forum; null for what the world has, the stand-in in a new one.</param>
internal sealed record WorldRequest(WorldDirectory Directory, int Index, string ProjectDirectory, string Stack, StackEngine Engine, string? NodeBB)
{
    /// <summary>The kind of forum that is asked for; null for what the world has.</summary>
    public string? ForumKind => NodeBB is null or ForumRepository.StandIn ? NodeBB : ForumRepository.RealNodeBB;
}
