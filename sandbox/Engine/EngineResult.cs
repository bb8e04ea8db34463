namespace NodeBBInfra.Sandbox.Engine;

/// <summary>The result of a run.</summary>
/// <param name="ExitCode">0; 1 after a failure; 7 after unexpected changes.</param>
/// <param name="Counts">The number of resources by operation: create, update, replace, delete, import, same.</param>
/// <param name="Outputs">The stack's outputs, with secrets in plain text: text, double, bool, list, dictionary or null.</param>
/// <param name="Timings">The duration of each operation, in the order in which they ended.</param>
/// <param name="SshLogins">The number of SSH connections; null when the real plugin opened them.</param>
public sealed record EngineResult(
    int ExitCode,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyDictionary<string, object?> Outputs,
    IReadOnlyList<ResourceTiming> Timings,
    int? SshLogins
);

/// <summary>One operation on one resource.</summary>
/// <param name="Urn">The resource.</param>
/// <param name="Name">Its name in the program.</param>
/// <param name="Op">create, update, delete, create-replacement, delete-replaced, refresh, import or read.</param>
/// <param name="Started">When it began, UTC.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ResourceTiming(string Urn, string Name, string Op, DateTime Started, TimeSpan Elapsed);
