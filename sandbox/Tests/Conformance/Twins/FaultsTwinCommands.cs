using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Random;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>The remote commands of tests/Recordings/faults/index.js.</summary>
internal sealed class FaultsTwinCommands
{
    private const string OtherHostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6sG0nL6u3cQnQnYw9m0m7pYH1wq2m1Xf0n0kQm3V7Y";

    private readonly string _variant;
    private readonly ConnectionArgs _connection;

    /// <remarks>Like the recorded programs, reads the keys even in variants without a command, and so fails without them.</remarks>
    public FaultsTwinCommands(Config config, string variant)
    {
        _variant = variant;
        _connection = TwinAddresses.Connection(config, dialErrorLimit: variant == "connection-changed" ? 4 : 2, perDialTimeout: 5);
        switch (variant)
        {
            case "badkey":
                _connection.PrivateKey = "nonsense";
                break;
            case "badhostkey":
                _connection.HostKey = OtherHostKey;
                break;
            case "refused":
                // Nothing listens there: 2223 in the recording.
                _connection.Port = TwinAddresses.SshPort(config) + 1;
                break;
        }
    }

    public void Define()
    {
        switch (_variant)
        {
            case "cmds" or "connection-changed" or "env-changed" or "delete-changed" or "logging-changed":
                DefinePair();
                break;
            case "replace-chain" or "replace-chain2":
                var length = _variant == "replace-chain" ? 20 : 21;
                var password = new RandomPassword("p", new RandomPasswordArgs { Length = length, Special = false });
                Command("use", new() { Create = "cat >/dev/null; echo used", Stdin = password.Result });
                Command(
                    "trig",
                    new()
                    {
                        Create = "echo t",
                        Delete = "echo t gone",
                        Triggers = new[] { password.Result.Apply<object>(result => result) },
                    }
                );
                break;
            case "retain":
                Command("r", new() { Create = "echo r", Delete = "echo removed" }, new() { RetainOnDelete = true });
                break;
            case "badkey" or "badhostkey" or "refused":
                Command("k", new() { Create = "echo k" });
                break;
            case "slow":
                Command("slow", new() { Create = "echo start; sleep 6; echo end" });
                break;
            case "secret-in-create":
                var secret = new RandomPassword("pw", new RandomPasswordArgs { Length = 24, Special = false });
                Command("k", new() { Create = Output.Format($"echo {secret.Result}; exit 7") });
                break;
        }
    }

    private void DefinePair()
    {
        var first = Command(
            "a",
            new()
            {
                Create = "echo a",
                Delete = _variant == "delete-changed" ? "echo bye2" : "echo bye",
                Logging = _variant == "logging-changed" ? Logging.Stdout : Logging.None,
            }
        );
        var second = new CommandArgs { Create = "echo b", Stdin = "x" };
        if (_variant == "env-changed")
            second.Environment.Add("LC_X", "1");

        Command("b", second, new() { DependsOn = { first } });
    }

    private Command Command(string name, CommandArgs args, CustomResourceOptions? options = null)
    {
        (args.Connection, args.AddPreviousOutputInEnv) = (_connection, false);
        args.Logging ??= Logging.None;
        return new Command(name, args, options);
    }
}
