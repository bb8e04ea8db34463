namespace Pulumi;

/// <summary>What is known of an output: the value, whether it is there yet, whether it is a secret, and the resources that it came from.</summary>
internal readonly record struct OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources)
{
    public static OutputData<T> Of(T value, bool isSecret = false) => new(value, true, isSecret, []);

    public static OutputData<T> Unknown(ImmutableHashSet<Resource>? resources = null, bool isSecret = false)
        => new(default!, false, isSecret, resources ?? []);

    /// <summary>The same knowledge of another value.</summary>
    public OutputData<TResult> With<TResult>(TResult value) => new(value, IsKnown, IsSecret, Resources);

    /// <summary>This value, taken together with one that it was made from: unknown, secret and dependent wherever either is.</summary>
    public OutputData<T> After<TOther>(OutputData<TOther> other)
        => new(Value, IsKnown && other.IsKnown, IsSecret || other.IsSecret, Resources.Union(other.Resources));
}

/// <summary>An output of whatever type.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

/// <summary>An input of whatever type.</summary>
internal interface IInput
{
    IOutput ToOutput();

    /// <summary>What a serializer looks into: the output, or of a list or a map its items, which keep their own secrets and unknowns.</summary>
    IOutput Content { get; }
}
