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

    /// <summary>Whether a warning that many resources have is shown once, at the end, with how many: the real command shows each of them three times.</summary>
    public bool FoldWarnings { get; init; }

    /// <summary>Whether to read everything into the state first (<c>--refresh</c>). A <see cref="Operation.Refresh"/> does so anyway.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether a change that is found is an error (<c>--expect-no-changes</c>), exit code 7.</summary>
    public bool ExpectNoChanges { get; init; }

    /// <summary>Whether a refresh forgets creates that were under way when a run was killed (<c>--clear-pending-creates</c>).</summary>
    public bool ClearPendingCreates { get; init; }

    /// <summary>The only resources to look at (<c>--target</c>): URNs, or patterns in which ** stands for anything and * for anything but a colon. Empty for all.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Resources to replace although nothing about them changes (<c>--replace</c>); URNs or patterns.</summary>
    public IReadOnlyList<string> Replace { get; init; } = [];

    /// <summary>Whether a failed step stops only what depends on it (<c>--continue-on-error</c>). The run fails all the same.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Where a preview writes what it would create, as a file that an import reads (<c>--import-file</c>).</summary>
    public string? ImportFile { get; init; }

    /// <summary>What an <see cref="Operation.Import"/> reads into the state.</summary>
    internal IReadOnlyList<Steps.Import> Imports { get; init; } = [];

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
