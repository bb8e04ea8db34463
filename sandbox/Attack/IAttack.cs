namespace NodeBBInfra.Sandbox.Attack;

/// <summary>A kind of attack with one or more cases.</summary>
internal interface IAttack
{
    /// <summary>The kind's short name, for the table and for <c>--only</c>.</summary>
    string Kind { get; }

    /// <summary>Runs the cases in turn and cleans up.</summary>
    Task RunAsync(AttackRun run, CancellationToken cancellationToken);
}
