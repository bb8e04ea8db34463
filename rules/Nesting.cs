using Parlot;
using Parlot.Fluent;

namespace NodeBBInfra.Rules;

/// <summary>Reads one expression: knows its blanks, and how deep the parser is in it.</summary>
internal sealed class RuleContext : ParseContext
{
    /// <summary>The most levels that Cloudflare reads: each pair of parentheses and each <c>not</c> is one.</summary>
    public const int MaxLevels = 128;

    // Tabs and the other blanks of Unicode separate nothing.
    private const string Blanks = " \r\n";

    public RuleContext(string text)
        : base(new Scanner(text)) => WhiteSpaceParser = Parsers.Literals.AnyOf(Blanks);

    public int Levels { get; set; }

    public static bool IsBlank(char c) => Blanks.Contains(c, StringComparison.Ordinal);
}

/// <summary>What is one level deeper than the text around it.</summary>
/// <param name="inner">What is read there.</param>
internal sealed class Nested<T>(Parser<T> inner) : Parser<T>
{
    public override bool Parse(ParseContext context, ref ParseResult<T> result)
    {
        var rules = (RuleContext)context;
        if (++rules.Levels > RuleContext.MaxLevels)
        {
            throw new RuleSyntaxException(
                context.Scanner.Cursor.Offset, $"parentheses and not are nested at most {RuleContext.MaxLevels} levels deep");
        }

        var read = inner.Parse(context, ref result);
        rules.Levels--;
        return read;
    }
}
