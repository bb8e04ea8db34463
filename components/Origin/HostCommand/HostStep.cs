using Pulumi;

namespace NodeBBInfra.Components.Origin;

/// <summary>One step on the host: a script and what it works with.</summary>
internal sealed record HostStep
{
    /// <summary>The step's name: of its resource, its log file and its lock.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the script below <c>components/</c>.</summary>
    public required string Script { get; init; }

    /// <summary>After this the host ends the script, and the step fails.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Values for the script's environment, in the order in which they are written.</summary>
    public IReadOnlyList<(string Name, Input<string> Value)> Params { get; init; } = [];

    /// <summary>Files for the script, in the order in which they are written.</summary>
    public IReadOnlyList<(string Name, Input<string> Content)> Files { get; init; } = [];

    /// <summary>What must be done before this step starts.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];

    /// <summary>The step's input and output are secret.</summary>
    public bool Secret { get; init; }

    /// <summary>What the script does when the resource is deleted; nothing for a step whose deletion needs no host.</summary>
    public Deletion? Deletion { get; init; }

    /// <summary>The bundle: known as soon as every value in it is, secret when one of them is.</summary>
    public Output<string> Bundle()
    {
        var values = Params.Select(p => p.Value).Concat(Files.Select(f => f.Content));
        return Output.All(values).Apply(v => new Bundle(
            [.. Params.Select((p, i) => KeyValuePair.Create(p.Name, v[i]))],
            [.. Files.Select((f, i) => KeyValuePair.Create(f.Name, v[Params.Count + i]))],
            HostScript.Load(Script)).Render());
    }
}

/// <summary>
/// A script's part in the deletion of its resource. Pulumi deletes a resource also when it has replaced it; so the script is told which attempt
/// made what is deleted (<c>ATTEMPT</c>), as it was told when it ran (<c>ATTEMPT</c>, and <c>NEW</c> where Pulumi made the resource).
/// </summary>
/// <param name="Name">The name under which the script runs then.</param>
/// <param name="Allowed">Whether it runs at all.</param>
internal sealed record Deletion(string Name, bool Allowed);
