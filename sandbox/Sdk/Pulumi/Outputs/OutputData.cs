namespace Pulumi;

/// <summary>A resolved output: its value, whether it is known or secret, and its dependencies.</summary>
internal readonly record struct OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources)
{
    public static OutputData<T> Of(T value, bool isSecret = false) => new(value, true, isSecret, []);

    public static OutputData<T> Unknown(ImmutableHashSet<Resource>? resources = null, bool isSecret = false) =>
        new(default!, false, isSecret, resources ?? []);

    /// <summary>A copy with another value.</summary>
    public OutputData<TResult> With<TResult>(TResult value) => new(value, IsKnown, IsSecret, Resources);

    /// <summary>Combines this value with one it was computed from: unknown, secret and dependent if either is.</summary>
    public OutputData<T> After<TOther>(OutputData<TOther> other) =>
        new(Value, IsKnown && other.IsKnown, IsSecret || other.IsSecret, Resources.Union(other.Resources));
}

/// <summary>An output of any type.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

/// <summary>An input of any type.</summary>
internal interface IInput
{
    IOutput ToOutput();

    /// <summary>The part to serialize: the output, or a list's or map's items with their own secrets and unknowns.</summary>
    IOutput Content { get; }
}
