namespace NodeBBInfra.Sandbox.Attack;

/// <summary>A kind of attack, of one or more cases.</summary>
internal interface IAttack
{
    /// <summary>The kind's name, one word or two, for the table and for <c>--only</c>.</summary>
    string Kind { get; }

    /// <summary>Tries its cases one after another and undoes what it did.</summary>
    Task RunAsync(AttackRun run, CancellationToken cancel);
}
