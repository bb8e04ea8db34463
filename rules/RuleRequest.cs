using System.Net;

namespace NodeBBInfra.Rules;

/// <summary>What rules can know of a request.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/</remarks>
public sealed record RuleRequest
{
    /// <summary>The method, in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The host of the Host header, in lower case, without a port.</summary>
    public required string Host { get; init; }

    /// <summary>The path, normalized, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query without its question mark; empty when there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>Whether the visitor came over TLS.</summary>
    public bool Ssl { get; init; }

    /// <summary>The visitor's address.</summary>
    public required IPAddress Source { get; init; }

    /// <summary>The visitor's country, ISO 3166-1 alpha-2; <c>XX</c> when it is not known.</summary>
    public string Country { get; init; } = "XX";

    /// <summary>Whether the visitor is a bot that Cloudflare has verified.</summary>
    public bool KnownBot { get; init; }

    /// <summary>Cloudflare's threat score, 0 to 100. Cloudflare itself says 0 nowadays.</summary>
    public long ThreatScore { get; init; }

    /// <summary>The headers: names in lower case, each with its values in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Path and query.</summary>
    public string Uri => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>Scheme, host, path and query.</summary>
    public string FullUri => $"{(Ssl ? "https" : "http")}://{Host}{Uri}";

    /// <summary>What follows the last dot of the path's last part, in lower case; empty without a dot, or when the first character is the only one.</summary>
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

    /// <summary>A header as one text, its values joined; empty when it was not sent.</summary>
    /// <param name="name">The header's name, in lower case.</param>
    /// <param name="separator">What joins several values.</param>
    public string Header(string name, string separator = ", ") =>
        Headers.TryGetValue(name, out var values) ? string.Join(separator, values) : "";
}
