namespace NodeBBInfra.Rules;

/// <summary>Finds the fields that an expression uses.</summary>
internal static class FieldNames
{
    public static IReadOnlyCollection<string> In(Expression expression) => Of(expression).Distinct().ToList();

    private static IEnumerable<string> Of(Expression expression) =>
        expression switch
        {
            Logical logical => Of(logical.Left).Concat(Of(logical.Right)),
            Negation negation => Of(negation.Inner),
            Quantifier quantifier => Of(quantifier.Each),
            FlagQuantifier quantifier => Of(quantifier.Flags),
            Comparison comparison => Of(comparison.Left),
            Membership membership => Of(membership.Left),
            Truth truth => Of(truth.Value),
            _ => [],
        };

    private static IEnumerable<string> Of(Value value) =>
        value switch
        {
            FieldValue field => [field.Field.Name],
            MapEntry entry => Of(entry.Map),
            Element element => Of(element.List),
            EachElement each => Of(each.List),
            FunctionCall call => call.Arguments.SelectMany(Of),
            _ => [],
        };
}
