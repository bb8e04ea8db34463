namespace NodeBBInfra.Rules;

/// <summary>Prints a tree in canonical form: words for operators, and no unnecessary parentheses.</summary>
internal static class Printer
{
    public static string Print(Expression expression) =>
        expression switch
        {
            Logical logical =>
                $"{Inside(logical.Left, logical.Operator, right: false)} {Operators.Name(logical.Operator)} {Inside(logical.Right, logical.Operator, right: true)}",
            Negation { Inner: Logical } not => $"not ({Print(not.Inner)})",
            Negation not => $"not {Print(not.Inner)}",
            Comparison comparison => $"{Print(comparison.Left)} {Operators.Name(comparison.Operator)} {Print(comparison.Right)}",
            Membership membership => $"{Print(membership.Left)} in {{{string.Join(' ', membership.Items.Select(Print))}}}",
            Truth truth => Print(truth.Value),
            Constant constant => constant.Value ? "true" : "false",
            // In its own parentheses, a single value is a condition; without them it is a list of booleans. The two differ when the list is
            // missing.
            Quantifier { Each: Logical or Truth } joined => $"{Mapping.Name(joined.All)}(({Print(joined.Each)}))",
            Quantifier quantifier => $"{Mapping.Name(quantifier.All)}({Print(quantifier.Each)})",
            FlagQuantifier quantifier => $"{Mapping.Name(quantifier.All)}({Print(quantifier.Flags)})",
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };

    public static string Print(Value value) =>
        value switch
        {
            FieldValue field => field.Field.Name,
            MapEntry entry => $"{Print(entry.Map)}[{ByteText.Quote(ByteText.Of(entry.Key))}]",
            Element element => $"{Print(element.List)}[{element.Index}]",
            EachElement each => $"{Print(each.List)}[*]",
            FunctionCall call => $"{call.Function.Name}({string.Join(", ", call.Arguments.Select(Print))})",
            TextLiteral text => ByteText.Quote(text.Text),
            NumberLiteral number => $"{number.Number}",
            AddressLiteral address => $"{address.Address}",
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };

    private static string Print(SetItem item) =>
        item switch
        {
            TextItem text => ByteText.Quote(text.Text),
            NumberItem number => number.First == number.Last ? $"{number.First}" : $"{number.First}..{number.Last}",
            AddressItem address => address.First.Equals(address.Last) ? $"{address.First}" : $"{address.First}..{address.Last}",
            NetworkItem network => $"{network.Network}",
            _ => throw new ArgumentOutOfRangeException(nameof(item)),
        };

    // Operators are left-associative, so only a right operand with the same operator needs parentheses.
    private static string Inside(Expression inner, LogicalOperator outer, bool right) =>
        inner is Logical logical && (logical.Operator < outer || (right && logical.Operator == outer)) ? $"({Print(inner)})" : Print(inner);
}
