namespace NodeBBInfra.Rules;

/// <summary>
/// Which operators each kind of value allows. The grammar checks while it builds the tree, so that errors have a position.
/// </summary>
internal static class Typing
{
    private static readonly ComparisonOperator[] Any = [ComparisonOperator.Equal, ComparisonOperator.NotEqual];
    private static readonly ComparisonOperator[] Ordered =
    [
        .. Any,
        ComparisonOperator.Less,
        ComparisonOperator.LessOrEqual,
        ComparisonOperator.Greater,
        ComparisonOperator.GreaterOrEqual,
    ];
    private static readonly ComparisonOperator[] TextOperators =
    [
        .. Ordered,
        ComparisonOperator.Contains,
        ComparisonOperator.Wildcard,
        ComparisonOperator.StrictWildcard,
    ];

    public static Comparison Compare(Positioned<Value> left, Positioned<ComparisonOperator> operation, Operand right)
    {
        var fitting = OperatorsOf(left);
        if (!fitting.Contains(operation.Value))
        {
            throw new RuleSyntaxException(
                operation.Position,
                $"{Operators.Name(operation.Value)} does not fit {Describe(left.Value)}; expected {Names(left.Value.Kind)}"
            );
        }

        var literal = right.ToLiteral(left.Value.Kind);
        if (operation.Value is ComparisonOperator.Wildcard or ComparisonOperator.StrictWildcard)
            WildcardPattern.Check(((TextLiteral)literal).Text, right.Position);
        return new Comparison(left.Value, operation.Value, literal);
    }

    public static Membership Contain(Positioned<Value> left, IReadOnlyList<Operand> items)
    {
        OperatorsOf(left);
        return new Membership(left.Value, [.. items.Select(item => item.ToItem(left.Value.Kind))]);
    }

    /// <summary>A value without an operator.</summary>
    public static Truth Alone(Positioned<Value> value, int end) =>
        value.Value.Kind switch
        {
            ValueKind.Flag or ValueKind.FlagList => new Truth(value.Value),
            ValueKind.Text or ValueKind.Number or ValueKind.Address => throw new RuleSyntaxException(
                end,
                $"expected {Names(value.Value.Kind)} after {Describe(value.Value)}"
            ),
            _ => throw NeedsIndex(value),
        };

    /// <summary>The operators that a kind of value allows, for a message.</summary>
    private static string Names(ValueKind kind) =>
        kind == ValueKind.Flag ? "it alone, or after not" : string.Join(", ", OperatorsOf(kind).Select(Operators.Name)) + " or in";

    private static ComparisonOperator[] OperatorsOf(Positioned<Value> value) =>
        value.Value.Kind switch
        {
            ValueKind.TextList or ValueKind.NumberList or ValueKind.FlagList or ValueKind.TextListMap => throw NeedsIndex(value),
            ValueKind.Flag => throw new RuleSyntaxException(
                value.Position,
                $"{Describe(value.Value)} is compared with nothing: expected it alone, or after not"
            ),
            var kind => OperatorsOf(kind),
        };

    private static ComparisonOperator[] OperatorsOf(ValueKind kind) =>
        kind switch
        {
            ValueKind.Text => TextOperators,
            ValueKind.Number => Ordered,
            _ => Any,
        };

    private static RuleSyntaxException NeedsIndex(Positioned<Value> value) =>
        new(
            value.Position,
            value.Value.Kind == ValueKind.TextListMap
                ? $"""{Describe(value.Value)} is a map of lists: expected ["name"] right after it, then [0], or [*] inside any() or all()"""
                : $"{Describe(value.Value)} is a list: expected [0] right after it, or [*] inside any() or all()"
        );

    private static string Describe(Value value) => Printer.Print(value);
}

/// <summary>A parsed item and its position in the text.</summary>
internal sealed record Positioned<T>(int Position, T Value);
