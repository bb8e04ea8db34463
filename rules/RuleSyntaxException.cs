namespace NodeBBInfra.Rules;

/// <summary>An expression that Cloudflare would refuse: the position of the error, and what was expected there.</summary>
public sealed class RuleSyntaxException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="position">The index of the first wrong character.</param>
    /// <param name="problem">The problem, or what was expected, as the end of a sentence.</param>
    public RuleSyntaxException(int position, string problem)
        : base($"at character {position + 1}: {problem}")
    {
        Position = position;
        Problem = problem;
    }

    /// <summary>The index of the first wrong character; the expression's length if it ended too early.</summary>
    public int Position { get; }

    /// <summary>The problem, or what was expected, without the position.</summary>
    public string Problem { get; }
}
