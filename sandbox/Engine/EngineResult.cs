namespace NodeBBInfra.Sandbox.Engine;

/// <summary>What a run did.</summary>
/// <param name="ExitCode">0; 1 when anything failed; 7 when changes were found and none were expected.</param>
/// <param name="Counts">How many resources by operation: create, update, replace, delete, import, same.</param>
/// <param name="Outputs">The stack's outputs, plain, secrets included: text, double, bool, list, dictionary or null.</param>
/// <param name="Timings">How long each operation took, in the order in which they ended.</param>
/// <param name="SshLogins">How many SSH connections were opened; null when another's plugin opened them.</param>
public sealed record EngineResult(
    int ExitCode,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyDictionary<string, object?> Outputs,
    IReadOnlyList<ResourceTiming> Timings,
    int? SshLogins);

/// <summary>One operation on one resource.</summary>
/// <param name="Urn">The resource.</param>
/// <param name="Name">Its name in the program.</param>
/// <param name="Op">create, update, delete, create-replacement, delete-replaced, refresh, import or read.</param>
/// <param name="Started">When it began, UTC.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ResourceTiming(string Urn, string Name, string Op, DateTime Started, TimeSpan Elapsed);
