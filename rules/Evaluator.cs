namespace NodeBBInfra.Rules;

/// <summary>Compiles a tree into a function. Requests then do not walk the tree, and patterns are compiled once.</summary>
/// <remarks>
/// A comparison with a missing value is false, whatever the operator:
/// https://developers.cloudflare.com/ruleset-engine/rules-language/values/#notes
/// </remarks>
internal static class Evaluator
{
    // Used outside any() and all().
    private const int NoElement = -1;

    private delegate bool Test(RuleRequest request, int element);

    public static Func<RuleRequest, bool> Compile(Expression expression)
    {
        var test = TestOf(expression);
        return request => test(request, NoElement);
    }

    private static Test TestOf(Expression expression) =>
        expression switch
        {
            Logical logical => Join(logical.Operator, TestOf(logical.Left), TestOf(logical.Right)),
            Negation not when TestOf(not.Inner) is var inner => (request, element) => !inner(request, element),
            Comparison comparison when Values.Compile(comparison.Left) is var left && Comparisons.Compile(comparison) is var holds => (
                request,
                element
            ) => left(request, element) is { } value && holds(value),
            Membership membership when Values.Compile(membership.Left) is var left && Memberships.Compile(membership) is var holds => (
                request,
                element
            ) => left(request, element) is { } value && holds(value),
            Truth truth when Values.Compile(truth.Value) is var value => (request, element) => value(request, element) is true,
            Constant constant => (_, _) => constant.Value,
            // For a missing list, there is nothing to compare: any() is false and all() is true. A function of a missing list is itself
            // missing, and the result is false.
            // https://github.com/cloudflare/wirefilter (test_any_all_functions_with_missing_arrays)
            Quantifier { All: var all, Each: var each } => Quantify(all, Mapping.ListOf(each), TestOf(each), whenMissing: all),
            FlagQuantifier { All: var all, Flags: var flags } => Quantify(all, flags.Mapped!, TestOf(new Truth(flags)), whenMissing: false),
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };

    private static Test Join(LogicalOperator operation, Test left, Test right) =>
        operation switch
        {
            LogicalOperator.And => (request, element) => left(request, element) && right(request, element),
            LogicalOperator.Xor => (request, element) => left(request, element) != right(request, element),
            _ => (request, element) => left(request, element) || right(request, element),
        };

    private static Test Quantify(bool all, Value over, Test each, bool whenMissing)
    {
        var list = Values.Compile(over);
        return (request, _) =>
        {
            if (list(request, NoElement) is not IReadOnlyList<string> elements)
                return whenMissing;
            var indexes = Enumerable.Range(0, elements.Count);
            return all ? indexes.All(index => each(request, index)) : indexes.Any(index => each(request, index));
        };
    }
}
