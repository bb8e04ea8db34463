namespace NodeBBInfra.Components;

/// <summary>The forum's two host names and its address.</summary>
/// <param name="Apex">The domain that the forum is served at, lower case, without a final dot: <c>forum.example.org</c>.</param>
public sealed record ForumDomain(string Apex)
{
    /// <summary>The second name, which only redirects to <see cref="Apex"/>.</summary>
    public string Www => $"www.{Apex}";

    /// <summary>The address that visitors use, without a final slash.</summary>
    public string Url => $"https://{Apex}";

    /// <summary>Both names, apex first.</summary>
    public IReadOnlyList<string> Hosts => [Apex, Www];
}
