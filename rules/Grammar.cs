using Parlot.Fluent;

namespace NodeBBInfra.Rules;

/// <summary>The grammar of conditions: comparisons, the operators not, and, xor, or (highest precedence first), any() and all().</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/operators/#order-of-precedence</remarks>
internal static class Grammar
{
    private const string ExpressionExpected = "expected a field, a function, not, true, false or (";

    private static readonly Deferred<Expression> Any = Deferred<Expression>();
    private static readonly Deferred<Expression> Operand = Deferred<Expression>();

    private static readonly Parser<string> Not = Word("not").Or(Terms.Text("!").WhenNotFollowedBy(Literals.Char('=')));

    private static readonly Parser<IReadOnlyList<Operand>> Set = Terms
        .Char('{')
        .SkipAnd(ValueGrammar.Literal.OneOrMany().ElseError("expected a value"))
        .AndSkip(Terms.Char('}').ElseError("expected a value or }"));

    /// <summary>A whole expression.</summary>
    public static readonly Parser<Expression> Whole = Build();

    private static Parser<Expression> Build()
    {
        Operand.Parser = OneOf(
                Not.SkipAnd(new Nested<Expression>(Operand)).Then<Expression>(inner => new Negation(inner)),
                Terms.Char('(').SkipAnd(new Nested<Expression>(Any)).AndSkip(Terms.Char(')').ElseError("expected and, xor, or, or )")),
                Word("true").Then<Expression>(_ => new Constant(true)),
                Word("false").Then<Expression>(_ => new Constant(false)),
                QuantifierOf("any", all: false),
                QuantifierOf("all", all: true),
                Condition()
            )
            .ElseError(ExpressionExpected);
        Any.Parser = Joined(Joined(Joined(Operand, LogicalOperator.And), LogicalOperator.Xor), LogicalOperator.Or);
        return Any.AndSkip(Always().Eof().ElseError("expected and, xor, or, or the end"));
    }

    /// <summary>A keyword that is not the prefix of a longer word.</summary>
    internal static Parser<string> Word(string word) =>
        ValueGrammar.Name.When((_, name) => name.Span.SequenceEqual(word)).Then(name => word);

    private static Parser<Expression> Joined(Parser<Expression> operand, LogicalOperator operation)
    {
        var (word, sign, _) = Operators.Logical.First(entry => entry.Operator == operation);
        return operand
            .And(Word(word).Or(Terms.Text(sign)).SkipAnd(operand).ZeroOrMany())
            .Then(joined => joined.Item2.Aggregate(joined.Item1, (left, right) => new Logical(left, operation, right)));
    }

    // Without inner parentheses the argument is one value or one comparison, unless its first token can only start a condition.
    private static Parser<Expression> QuantifierOf(string name, bool all)
    {
        var conditionStarts = OneOf(Terms.Char('(').Then(_ => ""), Not, Word("true"), Word("false"), Word("any"), Word("all"));
        var condition = Always().WhenFollowedBy(conditionStarts).SkipAnd(Any);
        var argument = condition
            .Then<Expression>((context, start, end, each) => Mapping.Quantify(all, each, start))
            .Or(Condition().Then((context, start, end, each) => Mapping.QuantifyOne(all, each, start)));
        return Word(name)
            .SkipAnd(Terms.Char('(').ElseError("expected ("))
            .SkipAnd(new Nested<Expression>(argument.ElseError(ExpressionExpected)))
            .AndSkip(Terms.Char(')').ElseError($"expected ); what and, xor or or joins needs parentheses of its own: {name}((...))"));
    }

    private static Parser<Expression> Condition()
    {
        var comparison = OneOf([.. Operators.Comparison.Select(Comparison)]);
        var membership = Word("in").SkipAnd(Set.ElseError("expected { and values"));
        var regex = Word("matches")
            .Or(Terms.Text("~"))
            .Then<Func<Positioned<Value>, Expression>>(
                (_, start, _, _) =>
                    throw new RuleSyntaxException(
                        start,
                        "matches needs a Business plan: use contains, wildcard, starts_with() or ends_with()"
                    )
            );
        var tail = OneOf(
            comparison
                .And(ValueGrammar.Literal.ElseError("expected a value to compare with"))
                .Then<Func<Positioned<Value>, Expression>>(pair => left => Typing.Compare(left, pair.Item1, pair.Item2)),
            membership.Then<Func<Positioned<Value>, Expression>>(items => left => Typing.Contain(left, items)),
            regex
        );
        return ValueGrammar
            .Value.And(tail.Optional())
            .Then(
                (context, start, end, pair) =>
                    pair.Item2.HasValue ? pair.Item2.Value!(pair.Item1) : Typing.Alone(pair.Item1, context.Scanner.Cursor.Offset)
            );
    }

    private static Parser<Positioned<ComparisonOperator>> Comparison((string Word, string? Sign, ComparisonOperator Operator) entry)
    {
        var words = Terms.Text(entry.Word).WhenNotFollowedBy(Literals.Pattern(ValueGrammar.InName));
        var written = entry.Sign is null ? words : words.Or(Terms.Text(entry.Sign));
        return written.Then((context, start, end, _) => new Positioned<ComparisonOperator>(start, entry.Operator));
    }
}
