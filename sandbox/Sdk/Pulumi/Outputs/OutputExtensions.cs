namespace Pulumi;

/// <summary>Extracts parts of outputs.</summary>
public static class OutputExtensions
{
    public static Output<T> GetAt<T>(this Output<ImmutableArray<T>> array, Input<int> index) =>
        Output.Tuple((Input<ImmutableArray<T>>)array, index).Apply(both => both.Item1[both.Item2]);

    public static Output<T> First<T>(this Output<ImmutableArray<T>> array) => array.GetAt(0);

    public static Output<int> Length<T>(this Output<ImmutableArray<T>> array) => array.Apply(items => items.Length);
}

/// <summary>An output that is resolved later from another.</summary>
public sealed class DeferredOutput<T>
{
    private readonly TaskCompletionSource<Output<T>> _resolved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DeferredOutput() => Output = new(DataAsync());

    public Output<T> Output { get; }

    public void Resolve(Output<T> output)
    {
        if (!_resolved.TrySetResult(output))
        {
            throw new InvalidOperationException("DeferredOutput can only be resolved once.");
        }
    }

    private async Task<OutputData<T>> DataAsync() => await (await _resolved.Task.ConfigureAwait(false)).Data.ConfigureAwait(false);
}
