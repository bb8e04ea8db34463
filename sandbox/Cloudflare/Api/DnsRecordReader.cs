using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>Parses and validates a DNS record in a request.</summary>
/// <remarks>https://developers.cloudflare.com/dns/manage-dns-records/reference/record-attributes/</remarks>
internal static class DnsRecordReader
{
    private const int MinTtl = 60;
    private const int MaxTtl = 86_400;

    private static readonly string[] Types =
    [
        "A",
        "AAAA",
        "CAA",
        "CERT",
        "CNAME",
        "DNSKEY",
        "DS",
        "HTTPS",
        "LOC",
        "MX",
        "NAPTR",
        "NS",
        "OPENPGPKEY",
        "PTR",
        "SMIMEA",
        "SRV",
        "SSHFP",
        "SVCB",
        "TLSA",
        "TXT",
        "URI",
    ];

    /// <summary>Reads a complete record.</summary>
    public static DnsRecord Read(Zone zone, Body body, DnsRecord? existing)
    {
        var now = ZoneJson.Now();
        var type = Body.Required(body.Text("type"), "type").ToUpperInvariant();
        if (!Types.Contains(type))
            throw ApiErrors.RecordInvalid(9000, $"{type} is not a record type.");
        var proxied = body.Flag("proxied") ?? false;
        var comment = Comment(body);
        return new DnsRecord
        {
            Id = existing?.Id ?? ZoneJson.NewId(),
            Name = FullName(zone, Body.Required(body.Text("name"), "name")),
            Type = type,
            Content = Content(type, body),
            Proxied =
                !proxied || DnsRecord.IsProxiable(type)
                    ? proxied
                    : throw ApiErrors.RecordInvalid(9004, "This record type cannot be proxied."),
            Ttl = Ttl(body.Number("ttl") ?? DnsRecord.AutomaticTtl, proxied),
            Settings = body.Member("settings") ?? ZoneJson.Element(new { }),
            Comment = comment,
            Tags = body.Texts("tags") is { Count: > 0 } tags
                ? throw ApiErrors.RecordInvalid(9300, $"DNS record has {tags.Count} tags, exceeding the quota of 0.")
                : [],
            Data = body.Member("data"),
            Priority =
                body.Number("priority") ?? (type == "MX" ? throw ApiErrors.RecordInvalid(9102, "priority is a required field.") : null),
            CreatedOn = existing?.CreatedOn ?? now,
            ModifiedOn = now,
            CommentModifiedOn =
                comment is null ? null
                : comment == existing?.Comment ? existing.CommentModifiedOn
                : now,
        };
    }

    /// <summary>Merges changed members into an existing record.</summary>
    public static Body Merge(DnsRecord record, Body changes)
    {
        var merged = ZoneJson.Node(record)!.AsObject();
        foreach (var member in changes.Json.EnumerateObject())
            merged[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        return new Body(ZoneJson.Element(merged));
    }

    // As in a zone file, names are relative to the zone unless they end with its name; @ is the zone itself.
    private static string FullName(Zone zone, string name)
    {
        var lower = name.TrimEnd('.').ToLowerInvariant();
        if (lower == "@" || lower == zone.Name || lower.EndsWith($".{zone.Name}", StringComparison.Ordinal))
            return lower == "@" ? zone.Name : lower;
        return lower.Length > 0 ? $"{lower}.{zone.Name}" : throw ApiErrors.RecordInvalid(9000, "DNS name is invalid.");
    }

    private static string Content(string type, Body body)
    {
        var content = body.Text("content") ?? (body.Member("data") is { } data ? DataAsText(type, data) : "");
        return type switch
        {
            "A" when !IsAddress(content, AddressFamily.InterNetwork) => throw ApiErrors.RecordInvalid(
                9005,
                "Content for A record must be a valid IPv4 address."
            ),
            "AAAA" when !IsAddress(content, AddressFamily.InterNetworkV6) => throw ApiErrors.RecordInvalid(
                9006,
                "Content for AAAA record must be a valid IPv6 address."
            ),
            "CNAME" when Uri.CheckHostName(content.TrimEnd('.')) != UriHostNameType.Dns => throw ApiErrors.RecordInvalid(
                9007,
                "Content for CNAME record is invalid."
            ),
            "CNAME" => content.TrimEnd('.'),
            _ => content.Length > 0 ? content : throw ApiErrors.RecordInvalid(9000, $"Content for {type} record is required."),
        };
    }

    // The presentation format of a zone file, where the last member of CAA is quoted.
    private static string DataAsText(string type, JsonElement data)
    {
        var values = data.EnumerateObject().Select(member => SettingDefinitions.AsText(member.Value)).ToList();
        if (type == "CAA" && values.Count > 0)
            values[^1] = $"\"{values[^1]}\"";
        return string.Join(' ', values);
    }

    private static bool IsAddress(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address)
        && address.AddressFamily == family
        && (family == AddressFamily.InterNetworkV6 || address.ToString() == text);

    private static int Ttl(int ttl, bool proxied)
    {
        if (proxied && ttl != DnsRecord.AutomaticTtl)
            throw ApiErrors.RecordInvalid(9021, $"Invalid TTL {ttl}. A proxied record has TTL 1 (automatic).");
        return ttl is DnsRecord.AutomaticTtl or (>= MinTtl and <= MaxTtl)
            ? ttl
            : throw ApiErrors.RecordInvalid(9021, $"Invalid TTL {ttl}. Must be between {MinTtl} and {MaxTtl} seconds, or 1 for Automatic.");
    }

    private static string? Comment(Body body) =>
        body.Text("comment") is { Length: > FreePlanLimits.CommentCharacters } comment
            ? throw ApiErrors.RecordInvalid(
                9313,
                $"DNS record comment has {comment.Length} characters, exceeding the limit of {FreePlanLimits.CommentCharacters}."
            )
            : body.Text("comment");
}
