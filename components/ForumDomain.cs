namespace NodeBBInfra.Components;

/// <summary>The forum's two host names and its URL.</summary>
/// <param name="Apex">The domain of the forum, lower case, without a trailing dot: <c>forum.example.org</c>.</param>
public sealed record ForumDomain(string Apex)
{
    /// <summary>The second name, which only redirects to <see cref="Apex"/>.</summary>
    public string Www => $"www.{Apex}";

    /// <summary>The forum's URL, without a trailing slash.</summary>
    public string Url => $"https://{Apex}";

    /// <summary>Both names, apex first.</summary>
    public IReadOnlyList<string> Hosts => [Apex, Www];
}
