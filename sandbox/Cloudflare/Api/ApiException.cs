namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>A refused request: the HTTP status and the response's only error.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">Cloudflare's error code.</param>
/// <param name="message">The error message.</param>
internal sealed class ApiException(int status, int code, string message) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    /// <summary>The invalid member of the request, as a JSON pointer; null for the whole request.</summary>
    public string? Pointer { get; init; }

    /// <summary>The nested error, which DNS validation uses for the details.</summary>
    public (int Code, string Message)? Cause { get; init; }
}
