using System.Text;

namespace NodeBBInfra.Sandbox.Attack.Requests;

/// <summary>What came back on a connection.</summary>
/// <param name="Status">The status; 0 when the connection was closed without an answer.</param>
/// <param name="Headers">Names in lower case, with values.</param>
/// <param name="Body">The body, up to a limit.</param>
internal sealed record RawAnswer(int Status, ILookup<string, string> Headers, byte[] Body)
{
    /// <summary>A connection that was closed in silence.</summary>
    public static RawAnswer Silence { get; } = new(0, Array.Empty<string>().ToLookup(name => name), []);

    /// <summary>The body as text, each byte a character.</summary>
    public string Text => Encoding.Latin1.GetString(Body);

    /// <summary>The first value of a header; null without one.</summary>
    public string? Header(string name) => Headers[name].FirstOrDefault();

    /// <summary>Cloudflare's word on its cache.</summary>
    public string? Cache => Header("cf-cache-status");

    /// <summary>In a few words.</summary>
    public string Described => Status == 0 ? "closed without an answer" : $"{Status}{(Header("content-type") is { } type ? $" {type}" : "")}, {Body.Length} bytes";
}
