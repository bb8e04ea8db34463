using Parlot;

namespace NodeBBInfra.Rules;

/// <summary>An expression of Cloudflare's rules language: parsed, validated, and compiled at its first request.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/</remarks>
public sealed class RuleExpression
{
    /// <summary>The maximum length of an expression, on every plan.</summary>
    public const int MaxLength = 4096;

    // A preview parses rules and sends them no request, and compiling their patterns costs more than parsing.
    private readonly Lazy<Func<RuleRequest, bool>> _matches;

    /// <summary>Creates an expression from its tree.</summary>
    /// <param name="root">The tree.</param>
    public RuleExpression(Expression root)
    {
        Root = root;
        _matches = new(() => Evaluator.Compile(root));
    }

    /// <summary>The expression's tree.</summary>
    public Expression Root { get; }

    /// <summary>The names of the fields that the expression uses, without duplicates.</summary>
    public IReadOnlyCollection<string> Fields => FieldNames.In(Root);

    /// <summary>Parses an expression.</summary>
    /// <param name="text">The expression, as in a rule.</param>
    /// <exception cref="RuleSyntaxException">Cloudflare would refuse it on a Free plan.</exception>
    public static RuleExpression Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new RuleSyntaxException(MaxLength, $"an expression has at most {MaxLength} characters, and this one has {text.Length}");
        // Any whitespace may surround the expression; inside, only some separates words. Pad the start, to keep the positions of errors.
        var trimmed = text.Trim().PadLeft(text.TrimEnd().Length);
        try
        {
            var root = Grammar.Whole.Parse(new RuleContext(trimmed)) ?? throw new RuleSyntaxException(0, "expected an expression");
            Mapping.CheckWhole(root);
            return new RuleExpression(root);
        }
        catch (ParseException error)
        {
            var position = AfterBlanks(trimmed, error.Position.Offset);
            var strange = position < trimmed.Length && char.IsWhiteSpace(trimmed[position]);
            throw new RuleSyntaxException(position, strange ? "only spaces and line breaks can stand between words" : error.Message);
        }
    }

    /// <summary>Whether the expression matches a request.</summary>
    public bool Matches(RuleRequest request) => _matches.Value(request);

    /// <summary>The expression in canonical form.</summary>
    public override string ToString() => Printer.Print(Root);

    private static int AfterBlanks(string text, int position)
    {
        while (position < text.Length && RuleContext.IsBlank(text[position]))
            position++;
        return position;
    }
}
