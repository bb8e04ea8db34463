using System.Collections.Immutable;
using Moq;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Programs under a test's mocks.</summary>
public class MockTests
{
    [Fact]
    public async Task Secrets_are_plain_and_unknowns_are_left_out()
    {
        var (seen, mocks) = Echo();
        await Deployment.TestAsync(mocks, new TestOptions(), () => _ = Cmd(Output.CreateSecret("s"), OutputUtilities.CreateUnknown("")));

        var inputs = Assert.Single(seen).Inputs;
        Assert.Equal("s", inputs["stdin"]);
        Assert.False(inputs.ContainsKey("create"));
        Assert.Equal("k", ((ImmutableDictionary<string, object>)inputs["connection"])["privateKey"]);
    }

    [Fact]
    public async Task What_a_mock_does_not_return_is_unknown_in_a_preview_and_null_otherwise()
    {
        foreach (var preview in new bool?[] { null, true, false })
        {
            var (_, mocks) = Echo();
            Command? command = null;
            await Deployment.TestAsync(
                mocks,
                new TestOptions { IsPreview = preview },
                () =>
                {
                    command = Cmd("in", "true");
                }
            );
            Assert.Equal(preview == false, await OutputUtilities.GetIsKnownAsync(command!.Stdout));
            Assert.Equal("in", await OutputUtilities.GetValueAsync(command.Stdin));
        }
    }

    [Fact]
    public async Task A_secret_in_what_a_mock_returns_makes_the_output_secret()
    {
        var mocks = new Mock<IMocks>();
        mocks
            .Setup(m => m.NewResourceAsync(It.IsAny<MockResourceArgs>()))
            .ReturnsAsync((MockResourceArgs args) => ("id", args.Inputs.Add("result", Output.CreateSecret("p"))));
        var (_, outputs) = await Deployment.TestAsync(
            mocks.Object,
            new TestOptions(),
            () =>
                new Dictionary<string, object?>
                {
                    ["result"] = new RandomPassword("password", new RandomPasswordArgs { Length = 8 }).Result,
                }
        );
        var result = Assert.IsType<Output<string>>(outputs["result"]);
        Assert.Equal(("p", true), (await OutputUtilities.GetValueAsync(result), await Output.IsSecretAsync(result)));
    }

    [Fact]
    public async Task Transformations_see_every_resource_with_its_options()
    {
        Watched.Seen.Value = [];
        var (_, mocks) = Echo();
        var resources = await Deployment.TestAsync<Watched>(mocks);
        var seen = Assert.Single(Watched.Seen.Value, args => args.Resource is Command);
        var options = Assert.IsType<CustomResourceOptions>(seen.Options);
        Assert.Equal(["connection", "stdout"], options.AdditionalSecretOutputs);
        Assert.Equal("after", Assert.Single(await OutputUtilities.GetValueAsync(options.DependsOn.ToOutput())).GetResourceName());
        Assert.Equal("in", await OutputUtilities.GetValueAsync(((CommandArgs)seen.Args).Stdin!.ToOutput()));
        Assert.Equal(
            ["proj-dev", "after", "cmd"],
            resources.Select(resource => resource.GetResourceName().Replace("project-stack", "proj-dev", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_run_exception_comes_out_with_its_message()
    {
        var (_, mocks) = Echo();
        var one = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<FailureTests.Refusing>(mocks));
        Assert.Equal("one sentence", one.Message);
    }

    [Fact]
    public async Task The_run_is_what_the_options_say()
    {
        var (_, mocks) = Echo();
        await Deployment.TestAsync(
            mocks,
            new TestOptions
            {
                ProjectName = "p",
                StackName = "s",
                RootDirectory = "/r",
                IsPreview = false,
            },
            async () =>
            {
                var run = Deployment.Instance;
                Assert.Equal(
                    ("p", "s", "organization", "/r", false),
                    (run.ProjectName, run.StackName, run.OrganizationName, run.RootDirectory, run.IsDryRun)
                );
                var id = new RandomId("id", new RandomIdArgs { ByteLength = 1 });
                Assert.Equal(
                    "urn:pulumi:s::p::pulumi:pulumi:Stack$random:index/randomId:RandomId::id",
                    await OutputUtilities.GetValueAsync(id.Urn)
                );
            }
        );
        Assert.Throws<InvalidOperationException>(() => Deployment.Instance);
    }

    private static Command Cmd(Input<string> stdin, Input<string> create, CustomResourceOptions? options = null) =>
        new(
            "cmd",
            new CommandArgs
            {
                Connection = new ConnectionArgs { Host = "h", PrivateKey = "k" },
                Stdin = stdin,
                Create = create,
            },
            options
        );

    private static (List<MockResourceArgs> Seen, IMocks Mocks) Echo()
    {
        var seen = new List<MockResourceArgs>();
        var mocks = new Mock<IMocks>();
        mocks
            .Setup(m => m.NewResourceAsync(It.IsAny<MockResourceArgs>()))
            .ReturnsAsync(
                (MockResourceArgs args) =>
                {
                    lock (seen)
                    {
                        seen.Add(args);
                    }

                    return ($"{args.Name}-id", args.Inputs);
                }
            );
        return (seen, mocks.Object);
    }

    public sealed class Watched : Stack
    {
        internal static readonly AsyncLocal<List<ResourceTransformationArgs>> Seen = new();

        public Watched()
            : base(
                new StackOptions
                {
                    ResourceTransformations =
                    {
                        args =>
                        {
                            Seen.Value!.Add(args);
                            return null;
                        },
                    },
                }
            )
        {
            var after = new RandomId("after", new RandomIdArgs { ByteLength = 1 });
            _ = Cmd("in", "true", new CustomResourceOptions { DependsOn = { after }, AdditionalSecretOutputs = { "stdout" } });
        }
    }
}
