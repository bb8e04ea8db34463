namespace NodeBBInfra.Rules;

/// <summary>The spelling of operators: a word, and for most also a symbol.</summary>
internal static class Operators
{
    public static readonly IReadOnlyList<(string Word, string Sign, LogicalOperator Operator)> Logical =
    [
        ("or", "||", LogicalOperator.Or),
        ("xor", "^^", LogicalOperator.Xor),
        ("and", "&&", LogicalOperator.And),
    ];

    // Longer symbols first, so that "<=" is not parsed as "<".
    public static readonly IReadOnlyList<(string Word, string? Sign, ComparisonOperator Operator)> Comparison =
    [
        ("eq", "==", ComparisonOperator.Equal),
        ("ne", "!=", ComparisonOperator.NotEqual),
        ("le", "<=", ComparisonOperator.LessOrEqual),
        ("ge", ">=", ComparisonOperator.GreaterOrEqual),
        ("lt", "<", ComparisonOperator.Less),
        ("gt", ">", ComparisonOperator.Greater),
        ("contains", null, ComparisonOperator.Contains),
        ("strict wildcard", null, ComparisonOperator.StrictWildcard),
        ("wildcard", null, ComparisonOperator.Wildcard),
    ];

    public static string Name(ComparisonOperator operation) => Comparison.First(entry => entry.Operator == operation).Word;

    public static string Name(LogicalOperator operation) => Logical.First(entry => entry.Operator == operation).Word;
}
