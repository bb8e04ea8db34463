namespace NodeBBInfra.Components.Origin.Data;

/// <summary>What destroying the stack does on the host.</summary>
public enum OnDestroy
{
    /// <summary>Nothing. It does not need the host.</summary>
    Leave,

    /// <summary>
    /// Stops the forum and removes the stack's files, units and users. The forum's data and secrets stay for a later deployment.
    /// </summary>
    Stop,

    /// <summary>The same, and deletes the data and the secrets.</summary>
    Erase,
}
