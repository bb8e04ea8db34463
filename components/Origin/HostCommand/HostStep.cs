using Pulumi;

namespace NodeBBInfra.Components.Origin;

/// <summary>One step on the host: a script and its input.</summary>
internal sealed record HostStep
{
    /// <summary>The name of the step's resource, log file and lock.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the script below <c>components/</c>.</summary>
    public required string Script { get; init; }

    /// <summary>The host kills the script after this, and the step fails.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Environment variables for the script, in the order of the bundle.</summary>
    public IReadOnlyList<(string Name, Input<string> Value)> Params { get; init; } = [];

    /// <summary>Files for the script, in the order of the bundle.</summary>
    public IReadOnlyList<(string Name, Input<string> Content)> Files { get; init; } = [];

    /// <summary>The resources that must exist before this step runs.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];

    /// <summary>Whether the step's input and output are secret.</summary>
    public bool Secret { get; init; }

    /// <summary>What the script does at deletion; null if deletion needs no host.</summary>
    public Deletion? Deletion { get; init; }

    /// <summary>The bundle: known when all its values are known, secret when one of them is.</summary>
    public Output<string> Bundle()
    {
        var values = Params.Select(p => p.Value).Concat(Files.Select(f => f.Content));
        return Output
            .All(values)
            .Apply(v =>
                new Bundle(
                    [.. Params.Select((p, i) => KeyValuePair.Create(p.Name, v[i]))],
                    [.. Files.Select((f, i) => KeyValuePair.Create(f.Name, v[Params.Count + i]))],
                    HostScript.Load(Script)
                ).Render()
            );
    }
}

/// <summary>
/// What a script does when its resource is deleted. Pulumi also deletes a resource after replacing it. So the script gets the attempt that
/// created what is deleted (<c>ATTEMPT</c>). At a normal run it gets <c>ATTEMPT</c> too, and <c>NEW</c> if Pulumi creates the resource.
/// </summary>
/// <param name="Step">The step name under which the script runs at deletion; null if it does not run then.</param>
internal sealed record Deletion(string? Step);
