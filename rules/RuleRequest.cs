using System.Net;

namespace NodeBBInfra.Rules;

/// <summary>The properties of a request that rules can use.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/</remarks>
public sealed record RuleRequest
{
    /// <summary>The method, in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The Host header's host, in lower case, without a port.</summary>
    public required string Host { get; init; }

    /// <summary>The normalized path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query without its question mark; empty if there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>Whether the visitor uses TLS.</summary>
    public bool Ssl { get; init; }

    /// <summary>The visitor's address.</summary>
    public required IPAddress Source { get; init; }

    /// <summary>The visitor's country, ISO 3166-1 alpha-2; <c>XX</c> if unknown.</summary>
    public string Country { get; init; } = "XX";

    /// <summary>Whether the visitor is a bot that Cloudflare has verified.</summary>
    public bool KnownBot { get; init; }

    /// <summary>Cloudflare's threat score, 0 to 100. Cloudflare now always sets 0.</summary>
    public long ThreatScore { get; init; }

    /// <summary>The headers: names in lower case, each with its values in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Path and query.</summary>
    public string Uri => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>Scheme, host, path and query.</summary>
    public string FullUri => $"{(Ssl ? "https" : "http")}://{Host}{Uri}";

    /// <summary>The extension of the path's last segment, in lower case; empty if it has no dot, or only one at its start.</summary>
    /// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.uri.path.extension/</remarks>
    public string Extension
    {
        get
        {
            var file = Path[(Path.LastIndexOf('/') + 1)..];
            var dot = file.LastIndexOf('.');
            return dot <= 0 ? "" : file[(dot + 1)..].ToLowerInvariant();
        }
    }

    /// <summary>A header's values, joined; empty if it was not sent.</summary>
    /// <param name="name">The header's name, in lower case.</param>
    /// <param name="separator">The separator between values.</param>
    public string Header(string name, string separator = ", ") =>
        Headers.TryGetValue(name, out var values) ? string.Join(separator, values) : "";
}
