using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>The remote commands of tests/Recordings/stack/index.js.</summary>
internal sealed class StackTwinOrigin
{
    private readonly EmptyComponent _origin = new("nodebb:origin:Origin", "origin");
    private readonly ConnectionArgs _connection;

    public StackTwinOrigin(Pulumi.Config config, int variant, Output<GetIpRangesResult> ranges, RandomPassword password)
    {
        _connection = TwinAddresses.Connection(config, dialErrorLimit: 3, perDialTimeout: 15);
        Csr = Command("csr", new() { Create = "printf CSR-TEXT" }).Stdout;
        var start = Command(
            "base",
            new()
            {
                Create = "echo base",
                Update = variant >= 2 ? "echo base 2" : "echo base",
                Delete = "echo gone",
            }
        );
        var redis = Command(
            "redis",
            new() { Create = "cat >/dev/null; echo redis ok", Stdin = password.Result },
            new() { DependsOn = { start }, AdditionalSecretOutputs = { "stdout", "stderr" } }
        );
        var realIp = Command("realip", new() { Create = "wc -l", Stdin = RealIp(ranges) }, new() { DependsOn = { start } });
        Verification = Command(
            "verify",
            new() { Create = "echo verified", Triggers = new object[] { variant >= 2 ? "b" : "a" } },
            new() { DependsOn = { redis, realIp } }
        ).Stdout;
        if (variant == 4)
            Command("broken", new() { Create = "echo oops >&2; exit 3", Delete = "echo never" });

        if (variant == 5)
            Command("base5", new() { Create = "echo five", Update = "exit 4" }, new() { Aliases = { new Alias { Name = "base" } } });
    }

    public Output<string> Csr { get; }

    public Output<string> Verification { get; }

    private static Output<string> RealIp(Output<GetIpRangesResult> ranges) =>
        Output
            .Tuple(ranges.Apply(found => found.Ipv4Cidrs), ranges.Apply(found => found.Ipv6Cidrs))
            .Apply(found => string.Join('\n', found.Item1.Concat(found.Item2).Select(range => $"set_real_ip_from {range};")) + "\n");

    private Command Command(string name, CommandArgs args, CustomResourceOptions? options = null)
    {
        (args.Connection, args.AddPreviousOutputInEnv, args.Logging) = (_connection, false, Logging.None);
        options ??= new();
        options.Parent = _origin;
        return new Command(name, args, options);
    }
}
