namespace NodeBBInfra.Sandbox.Host;

/// <summary>Something the sandbox cannot do, told in words for the person at the terminal; it is printed without a stack trace.</summary>
public sealed class SandboxException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public SandboxException()
    {
    }

    /// <summary>Makes an exception with what to tell.</summary>
    public SandboxException(string message) : base(message)
    {
    }

    /// <summary>Makes an exception with what to tell and what caused it.</summary>
    public SandboxException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
