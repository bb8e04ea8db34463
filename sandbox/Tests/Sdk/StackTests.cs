using Moq;
using Pulumi;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>The stack and its outputs.</summary>
[Collection(ProcessEnvironment.Name)]
public class StackTests
{
    [Fact]
    public async Task The_stack_is_registered_first_and_its_outputs_last()
    {
        var engine = new RecordingEngine();
        var exitCode = await engine.RunAsync(() =>
            Deployment.RunAsync(() => new Dictionary<string, object?> { ["plain"] = 1, ["secret"] = Output.CreateSecret("s") })
        );

        Assert.Equal(0, exitCode);
        var stack = Assert.Single(engine.Registered);
        Assert.Equal(
            ("pulumi:pulumi:Stack", "proj-dev", "", false, true),
            (stack.Type, stack.Name, stack.Parent, stack.Custom, stack.AcceptSecrets)
        );
        var outputs = Assert.Single(engine.Outputs);
        Assert.Equal("urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev", outputs.Urn);
        WireValues.Equal("{ \"plain\": 1, \"secret\": " + WireValues.Secret + "\"s\" } }", outputs.Outputs);
        Assert.True(engine.Signalled);
    }

    [Fact]
    public async Task An_output_of_a_stack_that_was_not_assigned_is_named()
    {
        var engine = new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync<Forgetful>()));
        Assert.Equal(
            "Output(s) 'forgotten' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.",
            engine.Errors
        );
    }

    [Fact]
    public async Task An_output_of_a_stack_that_is_none_is_named()
    {
        var engine = new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync<Wrong>()));
        Assert.Equal(
            "Output(s) 'plain' have incorrect type. [Output] attributed properties must be instances of Output<T>.",
            engine.Errors
        );
    }

    [Fact]
    public async Task A_run_is_what_the_engine_says()
    {
        foreach (var preview in new[] { true, false })
        {
            await WireValues.Run(
                () =>
                {
                    var run = Deployment.Instance;
                    Assert.Equal(
                        ("proj", "dev", "organization", preview),
                        (run.ProjectName, run.StackName, run.OrganizationName, run.IsDryRun)
                    );
                    Assert.Equal(
                        "The Pulumi CLI version does not support root directory. Please update the Pulumi CLI.",
                        Assert.Throws<InvalidOperationException>(() => run.RootDirectory).Message
                    );
                },
                new RecordingEngine { IsPreview = preview }
            );
        }
    }

    [Fact]
    public async Task A_stack_comes_from_a_service_provider_that_has_it()
    {
        var services = new Mock<IServiceProvider>();
        var engine = new RecordingEngine();
        Assert.Equal(32, await engine.RunAsync(() => Deployment.RunAsync<Wrong>(services.Object)));
        Assert.Contains(
            $"Failed to resolve instance of type {typeof(Wrong)} from service provider. Register the type with the service provider before calling RunAsync.",
            engine.Errors,
            StringComparison.Ordinal
        );

        services.Setup(provider => provider.GetService(typeof(Telling))).Returns(() => new Telling());
        Assert.Equal(0, await new RecordingEngine().RunAsync(() => Deployment.RunAsync<Telling>(services.Object)));
    }

    [Fact]
    public async Task A_run_inside_a_run_is_refused() =>
        Assert.Contains(
            "Deployment.Instance should only be set once at the beginning of a 'Run' call.",
            await WireValues.Fail(() => Deployment.RunAsync(() => { }).GetAwaiter().GetResult()),
            StringComparison.Ordinal
        );

    public sealed class Telling : Stack
    {
        [Output]
        public Output<string> Told { get; private set; } = Output.Create("t");
    }

    public sealed class Forgetful : Stack
    {
        [Output("forgotten")]
        public Output<string> Forgotten { get; private set; } = null!;
    }

    public sealed class Wrong : Stack
    {
        [Output("plain")]
        public string Plain { get; private set; } = "";
    }
}
