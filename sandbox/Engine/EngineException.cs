namespace NodeBBInfra.Sandbox.Engine;

/// <summary>A run that cannot start or go on, with the one sentence that says why. Nothing was changed by what it describes.</summary>
internal sealed class EngineException : Exception
{
    public EngineException(string message)
        : base(message)
    {
    }

    public EngineException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
