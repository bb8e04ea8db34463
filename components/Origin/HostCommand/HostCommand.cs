using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Random;

namespace NodeBBInfra.Components.Origin;

/// <summary>Creates the remote commands on the host. Nothing else may create one; the build enforces that.</summary>
/// <remarks>
/// The command's text is one short line without data, because the provider prints it when the command fails. The step's data is on stdin,
/// as a <see cref="Bundle"/>. Create and update run the same step, because every script is idempotent. So a changed bundle is an update in
/// place. A trigger would make it a replacement.
/// <para>
/// After a failed update, Pulumi keeps the inputs of the last success. If the old inputs then come back, it sees no diff and would run
/// nothing. So each step has a random id, which is regenerated when its input changes and is part of the update's text. An id never comes
/// back, so whatever was started and failed runs again.
/// </para>
/// </remarks>
internal sealed class HostCommand(HostConnection connection, string? repair)
{
    private const string Runner = "/usr/local/lib/nodebb-infra/run";

    /// <summary>The first command: waits for the host, and installs the runner for all others.</summary>
    public Command Ready(Resource parent)
    {
        var stdin = Output.Create(HostScript.Ready + HostScript.Runner);
        var line = $"{connection.Sudo}bash -euo pipefail -s";
        var attempt = Attempt("ready", stdin, parent);
        return Make(
            "ready",
            line,
            Output.Format($"{line} -- {attempt}"),
            stdin,
            connection.ToPatientArgs(),
            Options(parent, [], secret: false)
        );
    }

    /// <summary>Creates the command of one step.</summary>
    public Command Run(Resource parent, HostStep step)
    {
        var (line, stdin, options) = (Line(step.Name, step.Timeout), step.Bundle(), Options(parent, step.After, step.Secret));
        var arguments = step.Deletion is null ? connection.ToArgs() : connection.ToImpatientArgs();
        var attempt = Attempt(step.Name, stdin, parent);
        var update = Output.Format($"{line} {attempt}");
        if (step.Deletion is not { } deletion)
        {
            return Make(step.Name, line, update, stdin, arguments, options);
        }

        // Create the replacement before the old one is deleted, so that the host can tell this deletion from a destroy.
        options.DeleteBeforeReplace = false;
        // A destroy deletes the runner last. As root, because only root may be allowed to see that it is gone.
        var delete = deletion.Step is { } name
            ? Output.Format($"{connection.Sudo}test ! -e {Runner} || {Line(name, step.Timeout)} {attempt}")
            : null;
        return Make(step.Name, Output.Format($"{update} new"), update, stdin, arguments, options, delete);
    }

    /// <summary>The step's run id: a new one for each run, the same until it runs again.</summary>
    public static Output<string> RunOf(Command step) => Output.Unsecret(step.Stderr);

    /// <summary>The first 12 hexadecimal digits of the text's SHA-256.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private string Line(string step, TimeSpan timeout) => $"{connection.Sudo}{Runner} {step} {(int)timeout.TotalSeconds}";

    private static CustomResourceOptions Options(Resource parent, IReadOnlyList<Resource> after, bool secret)
    {
        var options = new CustomResourceOptions { Parent = parent, DependsOn = after.ToArray() };
        if (secret)
        {
            // By default a secret input makes only the output of the same name secret.
            options.AdditionalSecretOutputs = ["stdout", "stderr"];
        }

        return options;
    }

    private static Command Make(
        string name,
        Input<string> create,
        Output<string> update,
        Output<string> stdin,
        Pulumi.Command.Remote.Inputs.ConnectionArgs arguments,
        CustomResourceOptions options,
        Output<string>? delete = null
    )
    {
        var args = new CommandArgs
        {
            Connection = arguments,
            Create = create,
            Update = update,
            Stdin = stdin,
            // The provider copies logged output by line and hangs on a line of 64 KiB. The host keeps the full log anyway.
            Logging = Logging.None,
            // It would be sent as an SSH environment variable, which sshd refuses.
            AddPreviousOutputInEnv = false,
        };
        if (delete is not null)
        {
            args.Delete = delete;
        }

#pragma warning disable RS0030 // The one place for it.
        return new Command(name, args, options);
#pragma warning restore RS0030
    }

    // A new text runs every step again.
    private string Repair => repair is null ? "" : $"\nrepair {repair}";

    // A digest, so that the state has no second copy of the input. The digest of a secret input is secret too.
    private Output<string> Attempt(string name, Output<string> stdin, Resource parent) =>
        new RandomId(
            name,
            new RandomIdArgs
            {
                ByteLength = 4,
                Keepers = { ["input"] = stdin.Apply(text => Digest($"{connection.Identity}{Repair}\n{text}")) },
            },
            new CustomResourceOptions { Parent = parent }
        ).Hex;
}
