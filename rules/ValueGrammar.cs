using Parlot;
using Parlot.Fluent;

namespace NodeBBInfra.Rules;

/// <summary>The grammar of values: fields, map entries, list elements, function calls, literals.</summary>
internal static class ValueGrammar
{
    /// <summary>The name of a field, function or operator.</summary>
    public static readonly Parser<TextSpan> Name = Terms.Identifier(char.IsAsciiLetter, InName);

    /// <summary>Whether a character can continue a name.</summary>
    public static bool InName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';

    /// <summary>A string, or any other text without whitespace: a number, an address, a range.</summary>
    public static readonly Parser<Operand> Literal = new Strings().Or(
        Terms
            .Pattern(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '/' or '-' or '_')
            .Then((context, start, end, text) => new Operand(start, text.ToString()!, IsString: false))
    );

    /// <summary>A value that is not a literal.</summary>
    public static readonly Parser<Positioned<Value>> Value = Build();

    private static Parser<Positioned<Value>> Build()
    {
        var value = Deferred<Positioned<Value>>();
        var argument = new Strings().Then<Value>(text => new TextLiteral(text.Text)).Or(value.Then(positioned => positioned.Value));
        var separated = Separated(Terms.Char(','), argument.ElseError("expected a field, a function or a string"));
        var arguments = Terms
            .Char('(')
            .SkipAnd(new Nested<IReadOnlyList<Value>>(separated))
            .AndSkip(Terms.Char(')').ElseError("expected , or )"));
        // No whitespace is allowed before the bracket.
        var index = Literals
            .Char('[')
            .SkipAnd(
                OneOf(
                        Terms.Char('*').Then<Func<Value, int, Value>>((_, _, _, _) => Each),
                        new Strings(raw: false).Then<Func<Value, int, Value>>(key => (map, position) => Entry(map, key, position)),
                        Terms
                            .Pattern(c => char.IsAsciiHexDigit(c) || c is 'x' or '-')
                            .Then<Func<Value, int, Value>>(number => (list, position) => ElementOf(list, number.ToString()!, position))
                    )
                    .ElseError("""expected a number, "name" or *""")
            )
            .AndSkip(Terms.Char(']').ElseError("expected ]"));

        value.Parser = Name.And(arguments.Optional())
            .And(index.ZeroOrMany())
            .Then(
                (context, start, end, parts) =>
                {
                    var name = parts.Item1.ToString()!;
                    var root = parts.Item2.HasValue ? (Value)CallOf(name, parts.Item2.Value!, start) : FieldOf(name, start);
                    return new Positioned<Value>(start, parts.Item3.Aggregate(root, (inner, step) => step(inner, start)));
                }
            );
        return value;
    }

    private static FieldValue FieldOf(string name, int position) =>
        Fields.Find(name) is { } field
            ? new FieldValue(field)
            : throw new RuleSyntaxException(
                position,
                Functions.Find(name) is null
                    ? $"the field {name} is unknown or not supported"
                    : $"{name} is a function: expected ( after it"
            );

    private static FunctionCall CallOf(string name, IReadOnlyList<Value> arguments, int position)
    {
        var function =
            Functions.Find(name) ?? throw new RuleSyntaxException(position, $"the function {name}() is unknown or not supported");
        return function.Takes(arguments)
            ? new FunctionCall(function, [.. arguments])
            : throw new RuleSyntaxException(position, $"{name}() takes {function.Signature}");
    }

    private static EachElement Each(Value list, int position) =>
        ValueKinds.ElementOf(list.Kind) is not null
            ? new EachElement(list)
            : throw new RuleSyntaxException(position, $"[*] needs a list, and {Printer.Print(list)} is {ValueKinds.Describe(list.Kind)}");

    private static MapEntry Entry(Value map, Operand key, int position)
    {
        if (map.Kind != ValueKind.TextListMap)
        {
            throw new RuleSyntaxException(
                position,
                $"""["name"] needs a map, and {Printer.Print(map)} is {ValueKinds.Describe(map.Kind)}"""
            );
        }

        return new MapEntry(
            map,
            ByteText.ToText(key.Text) ?? throw new RuleSyntaxException(key.Position, "the bytes of this name are not UTF-8")
        );
    }

    private static Element ElementOf(Value list, string index, int position)
    {
        if (list.Mapped is not null)
        {
            throw new RuleSyntaxException(
                position,
                $"[{index}] after a function of [*] is not supported: write [{index}] in place of the [*] in {Printer.Print(list)}"
            );
        }
        if (ValueKinds.ElementOf(list.Kind) is null)
        {
            throw new RuleSyntaxException(
                position,
                $"[{index}] needs a list, and {Printer.Print(list)} is {ValueKinds.Describe(list.Kind)}"
            );
        }

        return Numbers.Parse(index) is >= 0 and <= uint.MaxValue and var number
            ? new Element(list, number)
            : throw new RuleSyntaxException(position, $"expected an index from 0 to {uint.MaxValue} in place of {index}");
    }
}
