using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>Responses depend on what the SDK supports: acceptSecrets, supportsPartialValues.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_value_that_is_not_wholly_known_is_answered_only_to_an_sdk_that_takes_it(bool takes)
    {
        RegisterResourceResponse answer = null!;
        await _stack.GoodAsync(
            async program =>
                answer = await program.Thing(
                    "a",
                    options: request =>
                    {
                        request.SupportsPartialValues = takes;
                        request.Set("list", Value.ForList(Value.ForString("known"), Markers.Unknown));
                    }
                ),
            Operation.Preview
        );
        Assert.Equal("a", answer.Object.Fields["value"].StringValue);
        Assert.Equal(takes, answer.Object.Fields.ContainsKey("list"));
    }

    [Fact]
    public async Task A_component_is_answered_without_the_outputs_that_it_will_say_itself()
    {
        RegisterResourceResponse answer = null!;
        async Task Program(ScriptedProgram program)
        {
            answer = await program.Component("part");
            await program.RegisterOutputsAsync(
                new RegisterResourceOutputsRequest
                {
                    Urn = answer.Urn,
                    Outputs = new Struct { Fields = { ["url"] = Value.ForString("u") } },
                }
            );
        }

        await _stack.GoodAsync(Program);
        await _stack.GoodAsync(Program);
        Assert.Empty(answer.Object.Fields);
        Assert.Equal("u", $"{_stack.State("part")["outputs"]!["url"]}");
    }

    public void Dispose() => _stack.Dispose();
}
