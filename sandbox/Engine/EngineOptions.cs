namespace NodeBBInfra.Sandbox.Engine;

/// <summary>One run of the engine.</summary>
public sealed record EngineOptions
{
    /// <summary>What to do.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The directory with Pulumi.yaml.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>The stack's name; its configuration is Pulumi.&lt;stack&gt;.yaml.</summary>
    public required string Stack { get; init; }

    /// <summary>The state: a version 3 deployment. Made when there is none. Beside it lie the lock (.lock) and, while writing, its successor (.new).</summary>
    public required string StateFile { get; init; }

    /// <summary>The passphrase of the secrets in the state and in the stack's configuration.</summary>
    public required string Passphrase { get; init; }

    /// <summary>Values over those of the stack's file, by full key (<c>nodebb:domain</c>); lists and objects as JSON.</summary>
    public IReadOnlyDictionary<string, ConfigValue> Overlay { get; init; } = new Dictionary<string, ConfigValue>();

    /// <summary>Whether to show every property that changes (<c>--diff</c>), not a line per resource.</summary>
    public bool Diff { get; init; }

    /// <summary>Whether to read everything into the state first (<c>--refresh</c>). A <see cref="Operation.Refresh"/> does so anyway.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether a change that is found is an error (<c>--expect-no-changes</c>), exit code 7.</summary>
    public bool ExpectNoChanges { get; init; }

    /// <summary>How many operations run at once.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>The program's command line. Not needed for <see cref="Operation.Refresh"/> and <see cref="Operation.Destroy"/>.</summary>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>Runs the program in place of a child process; for tests. It gets the environment that a child would get, and returns the exit code.</summary>
    internal Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<int>>? ProgramInProcess { get; init; }

    /// <summary>Providers by package in place of the sandbox's own; for tests. Null for a package leaves the sandbox's.</summary>
    internal Func<string, NodeBBInfra.Rpc.ResourceProvider.ResourceProviderBase?>? Providers { get; init; }

    /// <summary>What stands before a package's provider; for tests, which want to see its calls.</summary>
    internal Func<string, NodeBBInfra.Rpc.ResourceProvider.ResourceProviderBase, NodeBBInfra.Rpc.ResourceProvider.ResourceProviderBase> WrapProvider { get; init; } =
        (_, provider) => provider;
}
