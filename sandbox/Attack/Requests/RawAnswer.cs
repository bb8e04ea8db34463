using System.Text;

namespace NodeBBInfra.Sandbox.Attack.Requests;

/// <summary>A response.</summary>
/// <param name="Status">The status; 0 when the connection was closed without a response.</param>
/// <param name="Headers">The values by name in lower case.</param>
/// <param name="Body">The body, truncated to a limit.</param>
internal sealed record RawAnswer(int Status, ILookup<string, string> Headers, byte[] Body)
{
    /// <summary>A connection that was closed without a response.</summary>
    public static RawAnswer Silence { get; } = new(0, Array.Empty<string>().ToLookup(name => name), []);

    /// <summary>The body as Latin-1 text.</summary>
    public string Text => Encoding.Latin1.GetString(Body);

    /// <summary>The first value of a header; null when missing.</summary>
    public string? Header(string name) => Headers[name].FirstOrDefault();

    /// <summary>Cloudflare's cache status.</summary>
    public string? Cache => Header("cf-cache-status");

    /// <summary>A short description.</summary>
    public string Described =>
        Status == 0 ? "closed without an answer" : $"{Status}{(Header("content-type") is { } type ? $" {type}" : "")}, {Body.Length} bytes";
}
