namespace Pulumi;

/// <summary>A union of any types.</summary>
internal interface IUnion
{
    object Value { get; }
}

/// <summary>A value of one of two types.</summary>
public readonly struct Union<T0, T1> : IEquatable<Union<T0, T1>>, IUnion
{
    private readonly T0? _first;
    private readonly T1? _second;

    private Union(T0? first, T1? second, bool isFirst)
    {
        _first = first;
        _second = second;
        IsT1 = !isFirst;
    }

    public bool IsT0 => !IsT1;

    public bool IsT1 { get; }

    public T0 AsT0 => IsT0 ? _first! : throw new InvalidOperationException("Cannot return as T0 as result is T1");

    public T1 AsT1 => IsT1 ? _second! : throw new InvalidOperationException("Cannot return as T1 as result is T0");

    public object Value => IsT0 ? _first! : _second!;

#pragma warning disable CA1000 // The published struct has them.
    public static Union<T0, T1> FromT0(T0 input) => new(input, default, isFirst: true);

    public static Union<T0, T1> FromT1(T1 input) => new(default, input, isFirst: false);
#pragma warning restore CA1000

    public static implicit operator Union<T0, T1>(T0 t) => FromT0(t);

    public static implicit operator Union<T0, T1>(T1 t) => FromT1(t);

    public TResult Match<TResult>(Func<T0, TResult> f0, Func<T1, TResult> f1) => IsT0 ? f0(_first!) : f1(_second!);

    public void Switch(Action<T0> f0, Action<T1> f1)
    {
        if (IsT0)
        {
            f0(_first!);
        }
        else
        {
            f1(_second!);
        }
    }

    public bool Equals(Union<T0, T1> other) => IsT0 == other.IsT0 && Equals(Value, other.Value);

    public override bool Equals(object? obj) => obj is Union<T0, T1> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(IsT0, Value);

    public override string ToString() => $"{(IsT0 ? typeof(T0) : typeof(T1)).FullName}: {Value}";

    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);
}
