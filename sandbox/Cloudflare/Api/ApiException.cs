namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>A request that Cloudflare refuses: the HTTP status and the one error of the answer.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">Cloudflare's number for the error.</param>
/// <param name="message">What is wrong.</param>
internal sealed class ApiException(int status, int code, string message) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    /// <summary>The member of the request that is wrong, as a JSON pointer; null when the whole request is.</summary>
    public string? Pointer { get; init; }

    /// <summary>The error behind this one; DNS validation says there what is wrong.</summary>
    public (int Code, string Message)? Cause { get; init; }
}
