using System.Text.RegularExpressions;

namespace NodeBBInfra.Components.Edge;

/// <summary>What the description of an entry-point ruleset says: which forum's stack made it, and for which hosts its rules are.</summary>
/// <param name="Forum">The forum's domain; null in a description of an earlier version, whose rules are for all hosts.</param>
/// <param name="Hosts">The hosts that the rules are for; null for all.</param>
internal sealed partial record RulesetOwner(string? Forum, ForumHosts? Hosts)
{
    // Earlier versions named no forum.
    private const string Former = "NodeBBInfra owns these rules: an update replaces them all.";

    /// <summary>The description.</summary>
    public static string Describe(ForumDomain forum, ForumHosts hosts) =>
        $"NodeBBInfra of {forum.Name} owns these rules, for {string.Join(" ", hosts.Patterns)}: an update replaces them all.";

    /// <summary>Reads a description; null if the ruleset is not this project's.</summary>
    public static RulesetOwner? Read(string description) =>
        description == Former ? new RulesetOwner(null, null)
        : Description().Match(description) is { Success: true } match
            ? new RulesetOwner(match.Groups[1].Value, new ForumHosts(match.Groups[2].Value.Split(' ')))
        : null;

    [GeneratedRegex(@"\ANodeBBInfra of (\S+) owns these rules, for ([^:]+): an update replaces them all\.\z")]
    private static partial Regex Description();
}
