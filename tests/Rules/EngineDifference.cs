namespace NodeBBInfra.Tests.Rules;

/// <summary>An intended difference between the library and Cloudflare's published engine.</summary>
/// <param name="Ours">The library's answer: a part of its error message, or "true" or "false".</param>
/// <param name="Expressions">Parts of text. An expression is affected if it contains one of them.</param>
/// <param name="Reason">Why the difference stays.</param>
internal sealed record EngineDifference(string Ours, string[] Expressions, string Reason)
{
    private const string WordEnds = "Stricter: a word ends at a blank or a sign. notssl is a misspelt field rather than \"not ssl\".";
    private const string ValueEnds = "Stricter: a value ends at a blank or a sign. {1-5} looks like a range; the engine reads 1 and -5.";

    /// <summary>All intended differences. Nothing else may differ, and an entry that is no longer needed must go.</summary>
    public static readonly IReadOnlyList<EngineDifference> All =
    [
        new("the field not", ["notssl", "nottrue", "notnot"], WordEnds),
        new("expected and, xor, or", ["andssl", "orall("], WordEnds),
        new("expected eq, ne", ["eq5", "eq192", "ne192", "eq2001"], WordEnds),
        new("expected an IP address", ["192.0.2.5or "], ValueEnds),
        new("expected a number", ["{1-5}", "{5-1}", "11-1", "7-2"], ValueEnds),
        new("expected a value", ["{}", "{ }"], "Stricter: nothing is in an empty set, so a rule that has one is a mistake."),
        new(
            "expected a string in quotes",
            ["61:2e", "61-2e", "61.2e"],
            "Stricter: documented are strings in quotes, \"\\x61\" among them."
        ),
        new("expected one of the escapes", [@"\x+1"], "Stricter: documented are two hexadecimal digits after \\x."),
        new("expected eq, ne", [" & ", " bitwise_and "], "Stricter: not among the documented operators."),
        new("does not fit ip.src", ["ip.src l", "ip.src g"], "Stricter: documented for addresses are eq, ne and in."),
        new("expected an IP address", ["192.0.2/24"], "Stricter: documented are addresses written in full."),
        new("needs a Business plan", [" matches ", " ~ "], "Refused by name: the Free plan has no regular expressions."),
        new("is a map of lists", ["headers[*]"], "Refused by name: rules of ours name the header that they look at."),
        new("is not supported: write [", ["[*])[", "\"t\")["], "Refused by name, with the index in place of [*], which says the same."),
        new("and no lists", ["concat(http.request.headers"], "Refused by name: rules of ours join strings only."),
        new("same list everywhere", ["\"user-agent\"][*]"], "Stricter, as documented: the engine would compare the lists in pairs."),
        new("true", ["remove_bytes("], "Documented by Cloudflare; the published engine leaves it to whoever embeds it."),
    ];

    public bool Covers(RecordedVerdict recorded, string ours) => Expressions.Any(part => Covers(recorded, ours, part));

    /// <summary>The parts of text that no difference needs.</summary>
    public IEnumerable<string> Unneeded(IReadOnlyCollection<(RecordedVerdict Verdict, string Ours)> differences) =>
        Expressions
            .Where(part => !differences.Any(pair => Covers(pair.Verdict, pair.Ours, part)))
            .Select(part => $"\"{Ours}\" of \"{part}\"");

    private bool Covers(RecordedVerdict recorded, string ours, string part) =>
        ours.Contains(Ours, StringComparison.Ordinal) && recorded.Expression.Contains(part, StringComparison.Ordinal);
}
