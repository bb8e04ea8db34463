using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Moq;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Configuration;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>One run of the whole program with mocks: the resources that it registered, and their options.</summary>
internal sealed class ForumRun
{
    /// <summary>Stands for every generated secret, followed by the resource's name.</summary>
    public const string Sentinel = "s3cret";

    public required ForumStack Stack { get; init; }

    /// <summary>Each resource's constructor arguments, before they reach the engine, in order.</summary>
    public required IReadOnlyList<ResourceTransformationArgs> Constructed { get; init; }

    /// <summary>The resources that reached the engine, without unknown values.</summary>
    public required IReadOnlyList<MockResourceArgs> Registered { get; init; }

    public IEnumerable<ResourceTransformationArgs> Commands => Constructed.Where(c => c.Args is CommandArgs);

    private static readonly ConcurrentDictionary<string, Lazy<Task<ForumRun>>> Runs = new();

    /// <summary>The program's run with this input. There is one for all tests, because the same input has the same result.</summary>
    public static Task<ForumRun> Of(
        StackValues configuration,
        bool preview = false,
        IReadOnlyList<string>? rulesetDescriptions = null,
        params (string Name, string Type, string Content)[] records
    )
    {
        var values = configuration.Values.OrderBy(value => value.Key, StringComparer.Ordinal);
        var secrets = configuration.SecretKeys.Where(configuration.Values.ContainsKey).Order(StringComparer.Ordinal);
        var input = JsonSerializer.Serialize(
            new object[] { values, secrets, preview, rulesetDescriptions ?? [], records.Select(r => $"{r.Name} {r.Type} {r.Content}") }
        );
        return Runs.GetOrAdd(input, _ => new(() => Task.Run(() => RunAsync(configuration, preview, rulesetDescriptions, records)))).Value;
    }

    /// <summary>A run of its own, for an input that no other test has.</summary>
    public static async Task<ForumRun> RunAsync(
        StackValues configuration,
        bool preview = false,
        IReadOnlyList<string>? rulesetDescriptions = null,
        params (string Name, string Type, string Content)[] records
    )
    {
        var constructed = new List<ResourceTransformationArgs>();
        var registered = new ConcurrentQueue<MockResourceArgs>();
        var mocks = new Mock<IMocks>();
        mocks
            .Setup(m => m.NewResourceAsync(It.IsAny<MockResourceArgs>()))
            .ReturnsAsync(
                (MockResourceArgs args) =>
                {
                    registered.Enqueue(args);
                    return (args.Id is { Length: > 0 } id ? id : $"{args.Name}-id", (object)State(args, preview));
                }
            );
        mocks
            .Setup(m => m.CallAsync(It.IsAny<MockCallArgs>()))
            .ReturnsAsync(
                (MockCallArgs args) =>
                    args.Token switch
                    {
                        "cloudflare:index/getIpRanges:getIpRanges" => IpRanges,
                        "cloudflare:index/getDnsRecords:getDnsRecords" => Records(records),
                        "cloudflare:index/getZone:getZone" => ImmutableDictionary<string, object>.Empty.Add("name", Settings.Zone),
                        "cloudflare:index/getRulesets:getRulesets" => Rulesets(rulesetDescriptions ?? []),
                        _ => throw new ArgumentException(args.Token),
                    }
            );

        SpyStack.Next.Value = (configuration, constructed);
        var resources = await Deployment.TestAsync<SpyStack>(
            mocks.Object,
            new TestOptions
            {
                ProjectName = "nodebb",
                StackName = "test",
                IsPreview = preview,
            }
        );
        return new ForumRun
        {
            Stack = resources.OfType<SpyStack>().Single(),
            Constructed = constructed,
            Registered = [.. registered],
        };
    }

    /// <summary>The value of an input; null if unknown.</summary>
    public static Task<T> Value<T>(Input<T>? input) => OutputUtilities.GetValueAsync(input!.ToOutput());

    /// <summary>The names of the resources in a command's DependsOn.</summary>
    public static async Task<string[]> After(ResourceTransformationArgs command) =>
        [
            .. (await Value<ImmutableArray<Resource>>(command.Options.DependsOn))
                .Select(r => r.GetResourceName())
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The stdin of each command by its name.</summary>
    public async Task<Dictionary<string, string>> Stdin()
    {
        var stdin = new Dictionary<string, string>();
        foreach (var command in Commands)
            stdin.Add(command.Resource.GetResourceName(), await Value(((CommandArgs)command.Args).Stdin));
        return stdin;
    }

    private static ImmutableDictionary<string, object> State(MockResourceArgs args, bool preview)
    {
        if (preview)
            return args.Inputs;
        return args.Type switch
        {
            "random:index/randomPassword:RandomPassword" => args.Inputs.SetItem("result", Output.CreateSecret($"{Sentinel}-{args.Name}")),
            "cloudflare:index/originCaCertificate:OriginCaCertificate" => args.Inputs.SetItem("certificate", "origin certificate\n"),
            "random:index/randomId:RandomId" => args.Inputs.SetItem("hex", $"attempt-{args.Name}"),
            "command:remote:Command" => args
                .Inputs.SetItem("stdout", $"output of {args.Name}")
                .SetItem("stderr", $"run with {HostCommand.Digest(args.Inputs["stdin"].ToString()!)}"),
            _ => args.Inputs,
        };
    }

    private static ImmutableDictionary<string, object> IpRanges { get; } =
        ImmutableDictionary<string, object>
            .Empty.Add("ipv4Cidrs", ImmutableArray.Create<object>("173.245.48.0/20", "103.21.244.0/22"))
            .Add("ipv6Cidrs", ImmutableArray.Create<object>("2400:cb00::/32"))
            .Add("etag", "etag");

    private static ImmutableDictionary<string, object> Rulesets(IReadOnlyList<string> descriptions) =>
        ImmutableDictionary<string, object>.Empty.Add(
            "results",
            descriptions
                .Select(description =>
                    (object)
                        ImmutableDictionary<string, object>
                            .Empty.Add("id", "2f2feab2026849078ba485f918791bdc")
                            .Add("phase", "http_request_firewall_custom")
                            .Add("description", description)
                )
                .ToImmutableArray()
        );

    private static ImmutableDictionary<string, object> Records((string Name, string Type, string Content)[] records) =>
        ImmutableDictionary<string, object>.Empty.Add(
            "results",
            records
                .Select(r =>
                    (object)
                        ImmutableDictionary<string, object>
                            .Empty.Add("name", r.Name)
                            .Add("type", r.Type)
                            .Add("content", r.Content)
                            .Add("comment", "NodeBBInfra")
                )
                .ToImmutableArray()
        );

    /// <summary>The program's own stack, observed.</summary>
    private sealed class SpyStack() : ForumStack(Next.Value.Configuration, Watching(Next.Value.Constructed))
    {
        public static readonly AsyncLocal<(StackValues Configuration, List<ResourceTransformationArgs> Constructed)> Next = new();

        private static StackOptions Watching(List<ResourceTransformationArgs> constructed) =>
            new()
            {
                ResourceTransformations =
                {
                    args =>
                    {
                        constructed.Add(args);
                        return null;
                    },
                },
            };
    }
}
