namespace NodeBBInfra.Rules;

/// <summary>A function of the language.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">The kind of its result.</param>
public sealed record RuleFunction(string Name, ValueKind Result)
{
    internal string Signature { get; init; } = "";

    internal Func<IReadOnlyList<Value>, bool> Takes { get; init; } = _ => false;

    /// <summary>Whether it ignores missing arguments if at least one is present. Other functions are missing if an argument is.</summary>
    internal bool LeavesOutMissing { get; init; }

    internal Func<object[], object> Apply { get; init; } =
        _ => throw new InvalidOperationException("A function that was not taken from Functions.");

    /// <summary>Functions are equal if their names are.</summary>
    public bool Equals(RuleFunction? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>The functions, except <c>any()</c> and <c>all()</c>, which are part of the grammar.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/functions/</remarks>
public static class Functions
{
    private static readonly Dictionary<string, RuleFunction> ByName = new RuleFunction[]
    {
        new("lower", ValueKind.Text)
        {
            Signature = "a field",
            Takes = OneText,
            Apply = values => AsciiCase((string)values[0], char.ToLowerInvariant),
        },
        new("upper", ValueKind.Text)
        {
            Signature = "a field",
            Takes = OneText,
            Apply = values => AsciiCase((string)values[0], char.ToUpperInvariant),
        },
        new("len", ValueKind.Number)
        {
            Signature = "a field or a list",
            Takes = arguments =>
                OneText(arguments) || (arguments.Count == 1 && arguments[0].Kind == ValueKind.TextList && arguments[0].Mapped is null),
            Apply = values => values[0] is string text ? text.Length : (long)((IReadOnlyList<string>)values[0]).Count,
        },
        new("starts_with", ValueKind.Flag)
        {
            Signature = "a field and a string",
            Takes = TwoTexts,
            Apply = values => ((string)values[0]).StartsWith((string)values[1], StringComparison.Ordinal),
        },
        new("ends_with", ValueKind.Flag)
        {
            Signature = "a field and a string",
            Takes = TwoTexts,
            Apply = values => ((string)values[0]).EndsWith((string)values[1], StringComparison.Ordinal),
        },
        new("remove_bytes", ValueKind.Text)
        {
            Signature = "a field and a string",
            Takes = TwoTexts,
            Apply = values => string.Concat(((string)values[0]).Where(c => !((string)values[1]).Contains(c, StringComparison.Ordinal))),
        },
        new("concat", ValueKind.Text)
        {
            Signature = "two strings or more, and no lists",
            Takes = Texts,
            LeavesOutMissing = true,
            Apply = values => string.Concat(values),
        },
    }.ToDictionary(function => function.Name);

    /// <summary>All functions.</summary>
    public static IReadOnlyCollection<RuleFunction> All => ByName.Values;

    /// <summary>The function with a name; null if there is none.</summary>
    public static RuleFunction? Find(string name) => ByName.GetValueOrDefault(name);

    // Cloudflare refuses a literal as the first argument: starts_with("a", "a") is an error there too.
    private static bool OneText(IReadOnlyList<Value> arguments) => arguments is [{ Kind: ValueKind.Text } and not Literal];

    private static bool TwoTexts(IReadOnlyList<Value> arguments) =>
        arguments is [{ Kind: ValueKind.Text } and not Literal, { Kind: ValueKind.Text, Mapped: null }];

    private static bool Texts(IReadOnlyList<Value> arguments) =>
        arguments.Count >= 2
        && arguments.All(argument => argument.Kind == ValueKind.Text)
        && arguments.Skip(1).All(argument => argument.Mapped is null);

    // Only ASCII letters change case; other bytes stay.
    private static string AsciiCase(string text, Func<char, char> change) =>
        string.Create(
            text.Length,
            (text, change),
            static (span, state) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = char.IsAscii(state.text[i]) ? state.change(state.text[i]) : state.text[i];
            }
        );
}
