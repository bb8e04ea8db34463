namespace NodeBBInfra.Sandbox.Engine;

/// <summary>Why a run cannot start or continue, in one sentence. The failed part changed nothing.</summary>
internal sealed class EngineException : Exception
{
    public EngineException(string message)
        : base(message) { }

    public EngineException(string message, Exception inner)
        : base(message, inner) { }
}
