using System.Text.RegularExpressions;
using CsCheck;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Tests.Rules;

public class RulePropertyTests
{
    private static readonly Dictionary<string, string> Signs = new()
    {
        ["or"] = "||",
        ["xor"] = "^^",
        ["and"] = "&&",
        ["not"] = "!",
        ["eq"] = "==",
        ["ne"] = "!=",
        ["lt"] = "<",
        ["le"] = "<=",
        ["gt"] = ">",
        ["ge"] = ">=",
    };

    [Fact]
    public void What_is_printed_parses_to_the_same_tree() =>
        RuleGenerators.Expression.Sample(
            tree =>
            {
                var printed = new RuleExpression(tree).ToString();
                // Deep random trees can exceed Cloudflare's maximum length.
                return printed.Length > RuleExpression.MaxLength || RuleExpression.Parse(printed).Root == tree;
            },
            iter: 3_000,
            print: tree => new RuleExpression(tree).ToString()
        );

    // The random trees' strings contain no letter of an operator.
    [Fact]
    public void Signs_in_place_of_words_parse_to_the_same_tree() =>
        RuleGenerators.Expression.Sample(
            tree =>
            {
                var printed = Regex.Replace(
                    new RuleExpression(tree).ToString(),
                    @"\b(or|xor|and|not|eq|ne|lt|le|gt|ge) ",
                    match => Signs[match.Groups[1].Value] + " "
                );
                return printed.Length > RuleExpression.MaxLength || RuleExpression.Parse(printed).Root == tree;
            },
            iter: 3_000,
            print: tree => new RuleExpression(tree).ToString()
        );

    [Fact]
    public void The_evaluator_agrees_with_a_naive_one()
    {
        var held = 0;
        Gen.Select(RuleGenerators.Expression, RuleGenerators.Request)
            .Sample(
                (tree, request) =>
                {
                    var holds = new RuleExpression(tree).Matches(request);
                    if (holds)
                        Interlocked.Increment(ref held);
                    return holds == NaiveEvaluator.Holds(tree, request);
                },
                iter: 10_000,
                print: pair => $"{new RuleExpression(pair.Item1)}  on  {pair.Item2}"
            );
        // Expressions that always hold, or never, would prove nothing.
        Assert.InRange(held, 1_000, 9_000);
    }

    [Fact]
    public void Any_text_is_either_an_expression_or_an_error_inside_it() =>
        Gen.OneOf(
                "ssl",
                "http.host",
                "ip.src",
                " ",
                "(",
                ")",
                "not",
                "and",
                "or",
                "eq",
                "in",
                "{",
                "}",
                "\"a\"",
                "r#\"",
                "\"",
                "10",
                "1.2.3.4/8",
                "[*]",
                "[0]",
                "any(",
                "lower(",
                ",",
                "\\",
                "=",
                "!",
                "é"
            )
            .Array[0, 12]
            .Select(parts => string.Join(' ', parts))
            .Sample(
                text =>
                {
                    try
                    {
                        RuleExpression.Parse(text);
                        return true;
                    }
                    catch (RuleSyntaxException error)
                    {
                        return error.Position >= 0 && error.Position <= text.Length;
                    }
                },
                iter: 10_000
            );
}
