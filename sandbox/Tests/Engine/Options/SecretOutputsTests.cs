using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>additionalSecretOutputs: secret for the program, in the state and in the output, whether created or imported.</summary>
public sealed class SecretOutputsTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Fact]
    public async Task A_named_output_is_secret_from_the_beginning_or_from_the_run_that_names_it()
    {
        Assert.False(await IsSecretAsync(program => program.Thing("a", "hush")));
        Assert.True(await IsSecretAsync(Secretly));
        Assert.True(await IsSecretAsync(Secretly));
        Assert.DoesNotContain("hush", _stack.State("a")["outputs"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_output_of_an_import_is_secret()
    {
        _stack.Cloud["there"] = new Struct { Fields = { ["value"] = Value.ForString("hush") } };
        Assert.True(
            await IsSecretAsync(program =>
                program.Thing(
                    "a",
                    "hush",
                    request =>
                    {
                        request.ImportId = "there";
                        request.AdditionalSecretOutputs.Add("value");
                    }
                )
            )
        );
    }

    public void Dispose() => _stack.Dispose();

    private static Task<RegisterResourceResponse> Secretly(ScriptedProgram program) =>
        program.Thing("a", "hush", request => request.AdditionalSecretOutputs.Add("value"));

    private async Task<bool> IsSecretAsync(Func<ScriptedProgram, Task<RegisterResourceResponse>> register)
    {
        RegisterResourceResponse answer = null!;
        await _stack.GoodAsync(async program => answer = await register(program));
        return answer.Object.Fields["value"].IsSecret;
    }
}
