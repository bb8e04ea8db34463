using System.IO.Enumeration;

namespace NodeBBInfra.Components.Edge;

/// <summary>The host names that run a forum. The zone's rules are for their requests, and leave those of all others alone.</summary>
/// <param name="Patterns">Host names in lower case; <c>*</c> stands for any text.</param>
public sealed record ForumHosts(IReadOnlyList<string> Patterns)
{
    /// <summary>The hosts of the forum that owns the zone, and those of the zone's other forums.</summary>
    public static ForumHosts Of(ForumDomain domain, IReadOnlyList<string> others) => new([.. domain.Hosts, .. others.Except(domain.Hosts)]);

    /// <summary>Limits a rule's expression to these hosts. <c>wildcard</c> ignores case, as host names do.</summary>
    public string Only(string expression) =>
        $"({string.Join(" or ", Patterns.Select(pattern => $"http.host wildcard \"{pattern}\""))}) and ({expression})";

    /// <summary>Whether a host is one of them.</summary>
    public bool Contain(string host) => Patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, host));
}
