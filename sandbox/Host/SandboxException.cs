namespace NodeBBInfra.Sandbox.Host;

/// <summary>An error for the user, printed without a stack trace.</summary>
public sealed class SandboxException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public SandboxException() { }

    /// <summary>Creates an exception with a message.</summary>
    public SandboxException(string message)
        : base(message) { }

    /// <summary>Creates an exception with a message and its cause.</summary>
    public SandboxException(string message, Exception innerException)
        : base(message, innerException) { }
}
