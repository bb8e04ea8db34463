namespace NodeBBInfra.Rules;

/// <summary>
/// Compiles a value's node into a function of the request and, inside any() and all(), the element's index. The result is null for a
/// missing value.
/// </summary>
internal static class Values
{
    public delegate object? Read(RuleRequest request, int element);

    public static Read Compile(Value value) =>
        value switch
        {
            FieldValue field => (request, _) => field.Field.Read(request),
            MapEntry entry => Entry(entry),
            Element element => Index(element),
            // The function is already called for each element, so [*] after it has no effect.
            EachElement { List.Mapped: not null } each => Compile(each.List),
            EachElement each => Each(each),
            FunctionCall call => Invoke(call),
            TextLiteral literal => (_, _) => literal.Text,
            NumberLiteral literal => (_, _) => literal.Number,
            AddressLiteral literal => (_, _) => literal.Address,
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };

    private static Read Entry(MapEntry entry)
    {
        var map = Compile(entry.Map);
        return (request, element) =>
            ((IReadOnlyDictionary<string, IReadOnlyList<string>>)map(request, element)!).GetValueOrDefault(entry.Key);
    }

    private static Read Index(Element indexed)
    {
        var list = Compile(indexed.List);
        return (request, element) =>
            list(request, element) is IReadOnlyList<string> values && indexed.Index < values.Count
                ? ByteText.Of(values[(int)indexed.Index])
                : null;
    }

    private static Read Each(EachElement each)
    {
        var list = Compile(each.List);
        return (request, element) => ByteText.Of(((IReadOnlyList<string>)list(request, element)!)[element]);
    }

    private static Read Invoke(FunctionCall call)
    {
        var arguments = call.Arguments.Select(Compile).ToArray();
        return (request, element) =>
        {
            var values = arguments.Select(argument => argument(request, element)).OfType<object>().ToArray();
            var missing = arguments.Length - values.Length;
            return missing == 0 || (call.Function.LeavesOutMissing && values.Length > 0) ? call.Function.Apply(values) : null;
        };
    }
}
