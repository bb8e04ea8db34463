namespace NodeBBInfra.Components;

/// <summary>The forum's host names and its URL.</summary>
/// <param name="Name">The forum's domain, lower case, without a trailing dot: <c>example.org</c>, <c>staging.example.org</c>.</param>
/// <param name="Zone">The name of its Cloudflare zone: <paramref name="Name"/> itself, or what that ends with.</param>
public sealed record ForumDomain(string Name, string Zone)
{
    /// <summary>The domain of a forum that has a zone to itself.</summary>
    public ForumDomain(string zone)
        : this(zone, zone) { }

    /// <summary>
    /// The second name, which only redirects to <see cref="Name"/>; null for a forum below the zone's name, because Universal SSL has no
    /// certificate for two levels. https://developers.cloudflare.com/ssl/edge-certificates/universal-ssl/limitations/
    /// </summary>
    public string? Www => Name == Zone ? $"www.{Name}" : null;

    /// <summary>The forum's URL, without a trailing slash.</summary>
    public string Url => $"https://{Name}";

    /// <summary>All names, <see cref="Name"/> first.</summary>
    public IReadOnlyList<string> Hosts => Www is { } www ? [Name, www] : [Name];
}
