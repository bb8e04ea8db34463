namespace NodeBBInfra.Rules;

/// <summary>The kinds of values in the rules language.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/values/</remarks>
public enum ValueKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>An integer.</summary>
    Number,

    /// <summary>A boolean.</summary>
    Flag,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>A list of strings: the values of one header.</summary>
    TextList,

    /// <summary>A list of integers: a function applied to each string of a list.</summary>
    NumberList,

    /// <summary>A list of booleans: the argument of <c>any()</c> and <c>all()</c>.</summary>
    FlagList,

    /// <summary>A map of lists of strings: the request's headers.</summary>
    TextListMap,
}

internal static class ValueKinds
{
    /// <summary>The kind of a list's elements; null if it is not a list.</summary>
    public static ValueKind? ElementOf(ValueKind kind) =>
        kind switch
        {
            ValueKind.TextList => ValueKind.Text,
            ValueKind.NumberList => ValueKind.Number,
            ValueKind.FlagList => ValueKind.Flag,
            _ => null,
        };

    /// <summary>The kind of a list of such values.</summary>
    public static ValueKind ListOf(ValueKind kind) =>
        kind switch
        {
            ValueKind.Text => ValueKind.TextList,
            ValueKind.Number => ValueKind.NumberList,
            ValueKind.Flag => ValueKind.FlagList,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There are no lists of these."),
        };

    public static string Describe(ValueKind kind) =>
        kind switch
        {
            ValueKind.Text => "a string",
            ValueKind.Number => "a number",
            ValueKind.Flag => "true or false",
            ValueKind.Address => "an IP address",
            ValueKind.TextListMap => "a map of lists",
            _ => "a list",
        };
}
