namespace NodeBBInfra.Rules;

/// <summary>A field of the language.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind of its value.</param>
public sealed record Field(string Name, ValueKind Kind)
{
    internal Func<RuleRequest, object> Read { get; init; } =
        _ => throw new InvalidOperationException("A field that was not taken from Fields.");

    /// <summary>Fields are equal if their names are.</summary>
    public bool Equals(Field? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>The fields of the Free plan that matter for a web site behind the proxy.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/</remarks>
public static class Fields
{
    private static readonly Dictionary<string, Field> ByName = new Field[]
    {
        Text("http.request.uri.path", request => request.Path),
        Text("http.request.uri", request => request.Uri),
        Text("http.request.uri.query", request => request.Query),
        Text("http.request.uri.path.extension", request => request.Extension),
        Text("http.request.full_uri", request => request.FullUri),
        Text("http.request.method", request => request.Method),
        Text("http.host", request => request.Host),
        Text("http.user_agent", request => request.Header("user-agent")),
        Text("http.referer", request => request.Header("referer")),
        Text("http.x_forwarded_for", request => request.Header("x-forwarded-for")),
        Text("http.cookie", request => request.Header("cookie", "; ")),
        Text("ip.src.country", request => request.Country),
        Text("ip.geoip.country", request => request.Country),
        new("http.request.headers", ValueKind.TextListMap) { Read = request => request.Headers },
        new("ip.src", ValueKind.Address) { Read = request => request.Source },
        new("ssl", ValueKind.Flag) { Read = request => request.Ssl },
        new("cf.client.bot", ValueKind.Flag) { Read = request => request.KnownBot },
        new("cf.threat_score", ValueKind.Number) { Read = request => request.ThreatScore },
    }.ToDictionary(field => field.Name);

    /// <summary>All fields.</summary>
    public static IReadOnlyCollection<Field> All => ByName.Values;

    /// <summary>The field with a name; null if there is none.</summary>
    public static Field? Find(string name) => ByName.GetValueOrDefault(name);

    private static Field Text(string name, Func<RuleRequest, string> read) =>
        new(name, ValueKind.Text) { Read = request => ByteText.Of(read(request)) };
}
