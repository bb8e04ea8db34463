using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Configuration;
using NodeBBInfra.Sandbox.Engine.Providers.Command;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Tests.Engine.Refusals;

/// <summary>What an error message of the engine may contain.</summary>
public sealed class MessageTests
{
    private const string Sentinel = "s3cret";

    private static Struct Properties => new() { Fields = { ["password"] = Value.ForString(Sentinel) } };

    [Fact]
    public void A_record_in_a_message_shows_what_it_is_and_none_of_its_properties()
    {
        var resource = new ResourceState
        {
            Urn = "urn:pulumi:dev::test::a:b:C::name",
            Type = "a:b:C",
            Custom = true,
            Inputs = Properties,
            Outputs = Properties,
        };
        object[] records =
        [
            resource,
            new PendingOperation(resource, "creating"),
            new ResourceStep(StepOp.Create, resource, resource),
            new Goal
            {
                Type = "a:b:C",
                Name = "name",
                Inputs = Properties,
            },
            new ResourceReading("id", Properties, Properties),
            new ConfigValue(Sentinel, true),
            new StackValue(Sentinel, true),
            new SshConnection { Host = "192.0.2.1", PrivateKey = Sentinel },
        ];

        Assert.All(records, record => Assert.DoesNotContain(Sentinel, $"{record}", StringComparison.Ordinal));
        Assert.Contains(resource.Urn, $"{records[2]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Default_providers_cannot_be_disabled_and_are_not_used_in_silence()
    {
        using var project = new TestProject(stackConfig: "config:\n  pulumi:disable-default-providers: ['*']\n");

        var (result, text) = await project.RunAsync(
            Operation.Preview,
            options => options with { ProgramInProcess = new ScriptedProgram(program => program.RandomId("a")).RunAsync }
        );

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("pulumi:disable-default-providers, which the sandbox's engine does not support", text, StringComparison.Ordinal);
    }
}
