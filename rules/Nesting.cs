using Parlot;
using Parlot.Fluent;

namespace NodeBBInfra.Rules;

/// <summary>The parser's context for one expression: its whitespace, and the current nesting depth.</summary>
internal sealed class RuleContext : ParseContext
{
    /// <summary>Cloudflare's maximum depth: each pair of parentheses and each <c>not</c> is one level.</summary>
    public const int MaxLevels = 128;

    // Tabs and other Unicode whitespace do not separate words.
    private const string Blanks = " \r\n";

    public RuleContext(string text)
        : base(new Scanner(text)) => WhiteSpaceParser = Parsers.Literals.AnyOf(Blanks);

    public int Levels { get; set; }

    public static bool IsBlank(char c) => Blanks.Contains(c, StringComparison.Ordinal);
}

/// <summary>Parses something one level deeper.</summary>
/// <param name="inner">The inner parser.</param>
internal sealed class Nested<T>(Parser<T> inner) : Parser<T>
{
    public override bool Parse(ParseContext context, ref ParseResult<T> result)
    {
        var rules = (RuleContext)context;
        if (++rules.Levels > RuleContext.MaxLevels)
        {
            throw new RuleSyntaxException(
                context.Scanner.Cursor.Offset,
                $"parentheses and not are nested at most {RuleContext.MaxLevels} levels deep"
            );
        }

        var read = inner.Parse(context, ref result);
        rules.Levels--;
        return read;
    }
}
