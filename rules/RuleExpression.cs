using Parlot;

namespace NodeBBInfra.Rules;

/// <summary>An expression of Cloudflare's rules language: parsed, checked and ready to be asked.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/</remarks>
public sealed class RuleExpression
{
    /// <summary>The most characters that an expression may have, on every plan.</summary>
    public const int MaxLength = 4096;

    private readonly Func<RuleRequest, bool> _matches;

    /// <summary>Makes an expression from its tree.</summary>
    /// <param name="root">The tree.</param>
    public RuleExpression(Expression root)
    {
        Root = root;
        _matches = Evaluator.Compile(root);
    }

    /// <summary>The expression's tree.</summary>
    public Expression Root { get; }

    /// <summary>The names of the fields that the expression looks at, each once.</summary>
    public IReadOnlyCollection<string> Fields => FieldNames.In(Root);

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression, as it stands in a rule.</param>
    /// <exception cref="RuleSyntaxException">Cloudflare would refuse it on a Free plan.</exception>
    public static RuleExpression Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new RuleSyntaxException(MaxLength, $"an expression has at most {MaxLength} characters, and this one has {text.Length}");
        try
        {
            var root = Grammar.Whole.Parse(text) ?? throw new RuleSyntaxException(0, "expected an expression");
            Mapping.CheckWhole(root);
            return new RuleExpression(root);
        }
        catch (ParseException error)
        {
            throw new RuleSyntaxException(AfterBlanks(text, error.Position.Offset), error.Message);
        }
    }

    /// <summary>Whether the expression is true for a request.</summary>
    public bool Matches(RuleRequest request) => _matches(request);

    /// <summary>The expression, written in one way only.</summary>
    public override string ToString() => Printer.Print(Root);

    private static int AfterBlanks(string text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
        return position;
    }
}
