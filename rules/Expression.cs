namespace NodeBBInfra.Rules;

/// <summary>A node with a boolean result for a request.</summary>
public abstract record Expression;

/// <summary>Two expressions joined by <c>or</c>, <c>xor</c> or <c>and</c>.</summary>
/// <param name="Left">The left operand.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Right">The right operand.</param>
public sealed record Logical(Expression Left, LogicalOperator Operator, Expression Right) : Expression;

/// <summary><c>not</c>.</summary>
/// <param name="Inner">The operand.</param>
public sealed record Negation(Expression Inner) : Expression;

/// <summary>A value compared with a literal.</summary>
/// <param name="Left">The value.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Right">A literal of the same kind.</param>
public sealed record Comparison(Value Left, ComparisonOperator Operator, Literal Right) : Expression;

/// <summary>Whether a value is in a set: <c>ip.src in {192.0.2.0/24 2001:db8::1}</c>.</summary>
/// <param name="Left">The value.</param>
/// <param name="Items">The set's members.</param>
public sealed record Membership(Value Left, NodeList<SetItem> Items) : Expression;

/// <summary>A boolean value as a condition: <c>ssl</c>, <c>starts_with(...)</c>.</summary>
/// <param name="Value">The value.</param>
public sealed record Truth(Value Value) : Expression;

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Value">Which of the two.</param>
public sealed record Constant(bool Value) : Expression;

/// <summary><c>any(...)</c> or <c>all(...)</c> of a condition, evaluated for each element of the <c>[*]</c> list.</summary>
/// <param name="All">Whether it is <c>all</c>.</param>
/// <param name="Each">The condition for an element.</param>
public sealed record Quantifier(bool All, Expression Each) : Expression;

/// <summary><c>any(...)</c> or <c>all(...)</c> of a function's list of booleans: <c>any(starts_with(list[*], "a"))</c>.</summary>
/// <param name="All">Whether it is <c>all</c>.</param>
/// <param name="Flags">The function call, missing when its list is.</param>
public sealed record FlagQuantifier(bool All, Value Flags) : Expression;

/// <summary>The logical operators, lowest precedence first.</summary>
public enum LogicalOperator
{
    /// <summary><c>or</c>, <c>||</c></summary>
    Or,

    /// <summary><c>xor</c>, <c>^^</c></summary>
    Xor,

    /// <summary><c>and</c>, <c>&amp;&amp;</c></summary>
    And,
}

/// <summary>The comparison operators with one literal.</summary>
public enum ComparisonOperator
{
    /// <summary><c>eq</c>, <c>==</c></summary>
    Equal,

    /// <summary><c>ne</c>, <c>!=</c></summary>
    NotEqual,

    /// <summary><c>lt</c>, <c>&lt;</c></summary>
    Less,

    /// <summary><c>le</c>, <c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>gt</c>, <c>&gt;</c></summary>
    Greater,

    /// <summary><c>ge</c>, <c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>contains</c></summary>
    Contains,

    /// <summary><c>wildcard</c>: <c>*</c> matches anything; case-insensitive.</summary>
    Wildcard,

    /// <summary><c>strict wildcard</c>: the same, case-sensitive.</summary>
    StrictWildcard,
}
