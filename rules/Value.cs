using System.Net;

namespace NodeBBInfra.Rules;

/// <summary>A node with a value for a request. The value may be missing.</summary>
public abstract record Value
{
    /// <summary>The kind of value.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>The list that an inner <c>[*]</c> iterates over; null if there is none.</summary>
    public virtual Value? Mapped => null;
}

/// <summary>A field of the request.</summary>
/// <param name="Field">The field.</param>
public sealed record FieldValue(Field Field) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => Field.Kind;
}

/// <summary>An entry of a map: <c>http.request.headers["accept"]</c>.</summary>
/// <param name="Map">The map.</param>
/// <param name="Key">The entry's key.</param>
public sealed record MapEntry(Value Map, string Key) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.TextList;
}

/// <summary>An element of a list: <c>list[0]</c>.</summary>
/// <param name="List">The list.</param>
/// <param name="Index">The element's index.</param>
public sealed record Element(Value List, long Index) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKinds.ElementOf(List.Kind)!.Value;
}

/// <summary>Each element of a list in turn: <c>list[*]</c>.</summary>
/// <param name="List">The list, or a function call that is applied to each element of one.</param>
public sealed record EachElement(Value List) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKinds.ElementOf(List.Kind)!.Value;

    /// <inheritdoc/>
    public override Value Mapped => List.Mapped ?? List;
}

/// <summary>A function call. With <c>[*]</c> in its first argument it is applied to each element and returns a list.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record FunctionCall(RuleFunction Function, NodeList<Value> Arguments) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => Mapped is null ? Function.Result : ValueKinds.ListOf(Function.Result);

    /// <inheritdoc/>
    public override Value? Mapped => Arguments.Count == 0 ? null : Arguments[0].Mapped;
}

/// <summary>A literal in the expression.</summary>
public abstract record Literal : Value;

/// <summary>A string.</summary>
/// <param name="Text">Its bytes, one per character, without quotes and escapes: <see cref="ByteText"/>.</param>
public sealed record TextLiteral(string Text) : Literal
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Text;
}

/// <summary>An integer.</summary>
/// <param name="Number">The number.</param>
public sealed record NumberLiteral(long Number) : Literal
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Number;
}

/// <summary>An IP address.</summary>
/// <param name="Address">The address.</param>
public sealed record AddressLiteral(IPAddress Address) : Literal
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Address;
}
