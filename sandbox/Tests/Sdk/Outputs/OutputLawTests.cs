using System.Globalization;
using System.Runtime.CompilerServices;
using CsCheck;
using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Properties that hold for all outputs.</summary>
public class OutputLawTests
{
    private static readonly Gen<Part> s_part = Gen.Select(
        Gen.String,
        Gen.Bool,
        Gen.Bool,
        (value, known, secret) => new Part(value, known, secret)
    );

    [Fact]
    public Task All_keeps_the_order_and_is_unknown_or_secret_where_one_is() =>
        s_part
            .Array[0, 8]
            .SampleAsync(async parts =>
            {
                var all = Output.All(parts.Select(part => part.Make()));
                Assert.Equal(Together(parts), (await Look.Known(all), await Look.Secret(all)));
                if (await Look.Known(all))
                {
                    Assert.Equal(parts.Select(part => part.Value), await Look.Value(all));
                }
            });

    [Fact]
    public Task A_tuple_is_what_its_items_are() =>
        Gen.Select(s_part, s_part)
            .SampleAsync(async parts =>
            {
                var (one, two) = parts;
                var tuple = Output.Tuple(one.Make(), two.Make());
                Assert.Equal(Together([one, two]), (await Look.Known(tuple), await Look.Secret(tuple)));
                if (await Look.Known(tuple))
                {
                    Assert.Equal((one.Value, two.Value), await Look.Value(tuple));
                }
            });

    [Fact]
    public Task Format_is_the_format_of_the_values() =>
        Gen.Select(s_part, s_part, Gen.Double, Gen.Int)
            .SampleAsync(async arguments =>
            {
                var (one, two, real, number) = arguments;
                var formatted = Output.Format($"{one.Make()} {{{real:F2}}} {(Input<string>)two.Make()}{number, 5}{one.Value}");
                Assert.Equal(Together([one, two]), (await Look.Known(formatted), await Look.Secret(formatted)));
                if (await Look.Known(formatted))
                {
                    Assert.Equal(
                        string.Create(CultureInfo.InvariantCulture, $"{one.Value} {{{real:F2}}} {two.Value}{number, 5}{one.Value}"),
                        await Look.Value(formatted)
                    );
                }
            });

    [Fact]
    public Task Apply_after_apply_is_apply_of_both() =>
        s_part.SampleAsync(async part =>
        {
            var inTwo = part.Make().Apply(value => value.Length).Apply(length => length * 2);
            var atOnce = part.Make().Apply(value => value.Length * 2);
            Assert.Equal(
                (await Look.Value(atOnce), await Look.Known(atOnce), await Look.Secret(atOnce)),
                (await Look.Value(inTwo), await Look.Known(inTwo), await Look.Secret(inTwo))
            );
        });

    [Fact]
    public async Task Format_takes_what_is_no_output_and_what_is_null()
    {
        Assert.Equal("1 b 3 {}", await Look.Value(Output.Format($"{1} {Output.Create("b")} {(Input<int>)3} {(string?)null}{{}}")));
        Assert.Equal("plain", await Look.Value(Output.Format(FormattableStringFactory.Create("plain"))));
    }

    private static (bool Known, bool Secret) Together(IReadOnlyCollection<Part> parts) =>
        (parts.All(part => part.Known), parts.Any(part => part.Secret));

    private sealed record Part(string Value, bool Known, bool Secret)
    {
        public Output<string> Make()
        {
            var output = Known ? Output.Create(Value) : Look.Unknown<string>();
            return Secret ? Output.CreateSecret(output) : output;
        }
    }
}
