namespace Pulumi;

public static partial class Output
{
    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) => Tuple(item1.ToOutput(), item2.ToOutput());

    /// <summary>Combines two outputs once both values are known.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2)
    {
        return new(JoinAsync());

        async Task<OutputData<(T1, T2)>> JoinAsync()
        {
            var first = await item1.Data.ConfigureAwait(false);
            var second = await item2.Data.ConfigureAwait(false);
            var both = OutputData<bool>.Of(true).After(first).After(second);
            return both.With(both.IsKnown ? (first.Value, second.Value) : default!);
        }
    }
}
