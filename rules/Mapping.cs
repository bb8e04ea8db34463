namespace NodeBBInfra.Rules;

/// <summary>Checks where <c>[*]</c> is allowed: inside any() or all(), over one list only.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/values/#notes</remarks>
internal static class Mapping
{
    /// <summary>any() or all() of a condition.</summary>
    public static Quantifier Quantify(bool all, Expression each, int position)
    {
        var name = Name(all);
        var lists = Leaves(each).Select(leaf => leaf?.Mapped).ToList();
        if (lists.Contains(null))
            throw new RuleSyntaxException(position, $"{name}() needs [*] in everything that it joins");
        if (lists.Distinct().Count() > 1)
            throw new RuleSyntaxException(position, $"[*] must stand for the same list everywhere in {name}()");
        return new Quantifier(all, each);
    }

    /// <summary>any() or all() without inner parentheses: one value or one comparison.</summary>
    public static Expression QuantifyOne(bool all, Expression each, int position) =>
        each switch
        {
            Truth { Value: FunctionCall { Mapped: not null } flags } => new FlagQuantifier(all, flags),
            Truth { Value: EachElement flags } => throw new RuleSyntaxException(
                position,
                $"{Name(all)}() takes the whole list: expected {Printer.Print(flags.List)} without [*] after it"
            ),
            _ => Quantify(all, each, position),
        };

    /// <summary>The function's name.</summary>
    public static string Name(bool all) => all ? "all" : "any";

    /// <summary>Refuses <c>[*]</c> outside any() and all().</summary>
    public static void CheckWhole(Expression expression)
    {
        if (Leaves(expression).Any(leaf => leaf?.Mapped is not null))
            throw new RuleSyntaxException(0, "[*] may only stand inside any() or all()");
    }

    /// <summary>The list that <c>[*]</c> iterates over in a quantifier's condition.</summary>
    public static Value ListOf(Expression each) => Leaves(each).First()!.Mapped!;

    // The values that conditions use; null for true, false and a nested quantifier, which use no element.
    private static IEnumerable<Value?> Leaves(Expression expression) =>
        expression switch
        {
            Logical logical => Leaves(logical.Left).Concat(Leaves(logical.Right)),
            Negation not => Leaves(not.Inner),
            Comparison comparison => [comparison.Left],
            Membership membership => [membership.Left],
            Truth truth => [truth.Value],
            _ => [null],
        };
}
