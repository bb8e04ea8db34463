namespace NodeBBInfra.Rules;

/// <summary>An expression that Cloudflare would refuse: where it goes wrong and what was expected there.</summary>
public sealed class RuleSyntaxException : FormatException
{
    /// <summary>Says what is wrong with an expression.</summary>
    /// <param name="position">The first character that is wrong, counted from 0.</param>
    /// <param name="problem">What is wrong, or what was expected, as the end of a sentence.</param>
    public RuleSyntaxException(int position, string problem)
        : base($"at character {position + 1}: {problem}")
    {
        Position = position;
        Problem = problem;
    }

    /// <summary>The first character that is wrong, counted from 0; the expression's length when its end came too soon.</summary>
    public int Position { get; }

    /// <summary>What is wrong, or what was expected, without the position.</summary>
    public string Problem { get; }
}
