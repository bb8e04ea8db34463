using System.Globalization;

namespace Pulumi;

/// <summary>Creates and combines outputs.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData<T>.Of(value)));

    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    public static Output<T> CreateSecret<T>(T value) => new(Task.FromResult(OutputData<T>.Of(value, isSecret: true)));

    public static Output<T> CreateSecret<T>(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(Output<T>.AwaitAsync(value, isSecret: true));
    }

    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Change(data => data with { IsSecret = true });
    }

    public static Output<T> Unsecret<T>(Output<T> output) => output.Change(data => data with { IsSecret = false });

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.Data.ConfigureAwait(false)).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs)
    {
        // A copy, because the caller may change its list later.
        Output<T>[] outputs = [.. inputs.Select(input => input.ToOutput())];
        return new(AllAsync());

        async Task<OutputData<ImmutableArray<T>>> AllAsync()
        {
            var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
            var all = OutputData<bool>.Of(true);
            foreach (var output in outputs)
            {
                var data = await output.Data.ConfigureAwait(false);
                values.Add(data.Value);
                all = all.After(data);
            }

            return all.With(values.MoveToImmutable());
        }
    }

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => All(outputs.Select(output => (Input<T>)output));

    public static Output<string> Format(FormattableString formattableString)
    {
        var arguments = formattableString.GetArguments().Select(ToObjectOutput);
        return All(arguments).Apply(values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    private static Output<object?> ToObjectOutput(object? value) =>
        value switch
        {
            IInput input => new Output<object?>(input.ToOutput().GetDataAsync()),
            IOutput output => new Output<object?>(output.GetDataAsync()),
            _ => Create(value),
        };
}
