using System.Text.RegularExpressions;

namespace NodeBBInfra.Components.Edge;

/// <summary>What the description of an entry-point ruleset says: which stack made it, and which hosts its rules cover.</summary>
/// <param name="Stack">The stack's name; null in a description of an earlier version, whose rules cover all hosts.</param>
/// <param name="Forum">The domain of that stack's forum; null as above.</param>
/// <param name="Hosts">The hosts that the rules cover; null for all.</param>
internal sealed partial record RulesetOwner(string? Stack, string? Forum, ForumHosts? Hosts)
{
    // Earlier versions named no stack.
    private const string Former = "NodeBBInfra owns these rules: an update replaces them all.";

    /// <summary>The description.</summary>
    public static string Describe(string stack, ForumDomain forum, ForumHosts hosts) =>
        $"NodeBBInfra's stack {stack} of {forum.Name} owns these rules, for {string.Join(" ", hosts.Patterns)}: an update replaces them all.";

    /// <summary>Reads a description; null if the ruleset is not this project's.</summary>
    public static RulesetOwner? Read(string description) =>
        description == Former ? new RulesetOwner(null, null, null)
        : Description().Match(description) is { Success: true } match
            ? new RulesetOwner(match.Groups[1].Value, match.Groups[2].Value, new ForumHosts(match.Groups[3].Value.Split(' ')))
        : null;

    /// <summary>Whether it may be the stack that is running. A stack can be renamed, and its forum can get another domain.</summary>
    public bool Is(string stack, ForumDomain forum) => Stack is null || Stack == stack || Forum == forum.Name;

    [GeneratedRegex(@"\ANodeBBInfra's stack (\S+) of (\S+) owns these rules, for ([^:]+): an update replaces them all\.\z")]
    private static partial Regex Description();
}
