namespace NodeBBInfra.Sandbox.Engine;

/// <summary>One run of the engine.</summary>
public sealed record EngineOptions
{
    /// <summary>The operation.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The directory of Pulumi.yaml.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>The stack's name; its configuration is Pulumi.&lt;stack&gt;.yaml.</summary>
    public required string Stack { get; init; }

    /// <summary>
    /// The state: a version 3 deployment, created if missing. Its lock (.lock) and temporary file (.new) are next to it.
    /// </summary>
    public required string StateFile { get; init; }

    /// <summary>The passphrase for secrets in the state and in the stack's configuration.</summary>
    public required string Passphrase { get; init; }

    /// <summary>Overrides of the stack's file by full key (<c>nodebb:domain</c>); lists and objects as JSON.</summary>
    public IReadOnlyDictionary<string, ConfigValue> Overlay { get; init; } = new Dictionary<string, ConfigValue>();

    /// <summary>Whether to show all changed properties (<c>--diff</c>), not one line per resource.</summary>
    public bool Diff { get; init; }

    /// <summary>
    /// Whether to show a warning once, at the end, with the number of its resources. The real command repeats it three times for each.
    /// </summary>
    public bool FoldWarnings { get; init; }

    /// <summary>Whether to refresh the state first (<c>--refresh</c>). <see cref="Operation.Refresh"/> always does.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether changes are an error (<c>--expect-no-changes</c>), exit code 7.</summary>
    public bool ExpectNoChanges { get; init; }

    /// <summary>Whether a refresh removes pending creates of a killed run (<c>--clear-pending-creates</c>).</summary>
    public bool ClearPendingCreates { get; init; }

    /// <summary>
    /// The URNs to include (<c>--target</c>), or patterns: ** matches anything, * anything but a colon. Empty includes all.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>URNs or patterns of resources to replace even if unchanged (<c>--replace</c>).</summary>
    public IReadOnlyList<string> Replace { get; init; } = [];

    /// <summary>Whether a failed step stops only its dependents (<c>--continue-on-error</c>). The run still fails.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Where a preview writes the resources to create as an import file (<c>--import-file</c>).</summary>
    public string? ImportFile { get; init; }

    /// <summary>The resources of an <see cref="Operation.Import"/>.</summary>
    internal IReadOnlyList<Steps.Import> Imports { get; init; } = [];

    /// <summary>How many operations run in parallel.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>The program's command line. Not needed for <see cref="Operation.Refresh"/> and <see cref="Operation.Destroy"/>.</summary>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>Runs the program in process, for tests. Gets the child process's environment and returns the exit code.</summary>
    internal Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<int>>? ProgramInProcess { get; init; }

    /// <summary>Overrides providers by package, for tests. Returning null keeps the sandbox's.</summary>
    internal Func<string, NodeBBInfra.Rpc.ResourceProvider.ResourceProviderBase?>? Providers { get; init; }

    /// <summary>Wraps a package's provider, so that tests can observe its calls.</summary>
    internal Func<
        string,
        NodeBBInfra.Rpc.ResourceProvider.ResourceProviderBase,
        NodeBBInfra.Rpc.ResourceProvider.ResourceProviderBase
    > WrapProvider { get; init; } = (_, provider) => provider;
}
