namespace NodeBBInfra.Rules;

/// <summary>What a value of the rules language is.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rules-language/values/</remarks>
public enum ValueKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>Several strings: the values of one header.</summary>
    TextList,

    /// <summary>Several numbers: a function applied to each string of a list.</summary>
    NumberList,

    /// <summary>Several flags: what <c>any()</c> and <c>all()</c> take.</summary>
    FlagList,

    /// <summary>Lists of strings by name: the request's headers.</summary>
    TextListMap,
}

internal static class ValueKinds
{
    /// <summary>What one element of a list is; null for what is no list.</summary>
    public static ValueKind? ElementOf(ValueKind kind) => kind switch
    {
        ValueKind.TextList => ValueKind.Text,
        ValueKind.NumberList => ValueKind.Number,
        ValueKind.FlagList => ValueKind.Flag,
        _ => null,
    };

    /// <summary>What a list of such values is.</summary>
    public static ValueKind ListOf(ValueKind kind) => kind switch
    {
        ValueKind.Text => ValueKind.TextList,
        ValueKind.Number => ValueKind.NumberList,
        ValueKind.Flag => ValueKind.FlagList,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There are no lists of these."),
    };

    public static string Describe(ValueKind kind) => kind switch
    {
        ValueKind.Text => "a string",
        ValueKind.Number => "a number",
        ValueKind.Flag => "true or false",
        ValueKind.Address => "an IP address",
        ValueKind.TextListMap => "a map of lists",
        _ => "a list",
    };
}
