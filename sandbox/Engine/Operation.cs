namespace NodeBBInfra.Sandbox.Engine;

/// <summary>The operations of the engine.</summary>
public enum Operation
{
    /// <summary>Shows what an update would change; changes nothing.</summary>
    Preview,

    /// <summary>Creates, updates and deletes resources until they match the program.</summary>
    Up,

    /// <summary>Reads all resources into the state, without running the program.</summary>
    Refresh,

    /// <summary>Deletes all resources in the state, without running the program.</summary>
    Destroy,

    /// <summary>Reads existing resources into the state, without running the program.</summary>
    Import,
}
