using System.Net;

namespace NodeBBInfra.Rules;

/// <summary>Compiles the right side of a comparison into a function of the left value.</summary>
internal static class Comparisons
{
    public static Func<object, bool> Compile(Comparison comparison) =>
        comparison.Right switch
        {
            TextLiteral text => OfText(comparison.Operator, text.Text),
            NumberLiteral number => Ordered(comparison.Operator, left => ((long)left).CompareTo(number.Number)),
            AddressLiteral address => Ordered(comparison.Operator, left => ((IPAddress)left).Equals(address.Address) ? 0 : 1),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
        };

    private static Func<object, bool> OfText(ComparisonOperator operation, string right)
    {
        switch (operation)
        {
            case ComparisonOperator.Contains:
                return left => ((string)left).Contains(right, StringComparison.Ordinal);
            case ComparisonOperator.Wildcard or ComparisonOperator.StrictWildcard:
                var pattern = WildcardPattern.ToRegex(right, strict: operation == ComparisonOperator.StrictWildcard);
                return left => pattern.IsMatch((string)left);
            default:
                return Ordered(operation, left => string.CompareOrdinal((string)left, right));
        }
    }

    private static Func<object, bool> Ordered(ComparisonOperator operation, Func<object, int> order) =>
        operation switch
        {
            ComparisonOperator.Equal => left => order(left) == 0,
            ComparisonOperator.NotEqual => left => order(left) != 0,
            ComparisonOperator.Less => left => order(left) < 0,
            ComparisonOperator.LessOrEqual => left => order(left) <= 0,
            ComparisonOperator.Greater => left => order(left) > 0,
            ComparisonOperator.GreaterOrEqual => left => order(left) >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
}
