namespace NodeBBInfra.Sandbox.Engine;

/// <summary>What a run of the engine does.</summary>
public enum Operation
{
    /// <summary>Says what an update would do; changes nothing.</summary>
    Preview,

    /// <summary>Creates, updates and deletes until everything is as the program wants it.</summary>
    Up,

    /// <summary>Reads everything there is into the state; does not run the program.</summary>
    Refresh,

    /// <summary>Deletes everything in the state; does not run the program.</summary>
    Destroy,

    /// <summary>Reads things that exist, and that the state does not know, into it; does not run the program.</summary>
    Import,
}
