using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Random;

namespace NodeBBInfra.Components.Origin;

/// <summary>Makes the commands that run on the origin. Nothing else makes one; a test says so.</summary>
/// <remarks>
/// A command's text is one short line without data: the provider prints it when it fails. What the step works with goes to standard
/// input as a <see cref="Bundle"/>. Create and update do the same, because every script brings the host from any state to the wanted one; a changed bundle is therefore an update in place, never a replacement, which a trigger would be.
/// <para>
/// Pulumi keeps the inputs of a command's last success, so a step that fails with new inputs and gets the old ones back looks as if
/// nothing had happened. Therefore each step has a random id that is made anew when the step's input changes, and stands in the text of
/// the update: an id that has been given up never comes back, and whatever was begun and did not succeed runs again.
/// </para>
/// </remarks>
internal sealed class HostCommand(HostConnection connection)
{
    private const string Runner = "/usr/local/lib/nodebb-infra/run";

    /// <summary>The files that the first step brings: the runner, and what it and the steps' scripts use.</summary>
    internal static readonly string[] RunnerFiles = ["run.sh", "lib.sh", "guard.sh", "presentable.pl"];

    /// <summary>The first command: it waits for the host and installs what runs all the others.</summary>
    /// <remarks>
    /// bash reads <c>ready.sh</c> from standard input a line at a time, so the rest of the input, a bundle with
    /// <see cref="RunnerFiles"/>, is still there for the script to read. The script ends with an <c>exit</c> before it.
    /// </remarks>
    public Command Ready(Resource parent)
    {
        var files = new Bundle([], [.. RunnerFiles.Select(File)], Script: null);
        var stdin = Output.Create(HostScript.Load("Origin/HostCommand/ready.sh") + files.Render());
        var line = $"{connection.Sudo}bash -euo pipefail -s";
        var attempt = Attempt("ready", stdin, parent);
        return Make("ready", line, Output.Format($"{line} -- {attempt}"), stdin, connection.ToPatientArgs(), Options(parent, [], secret: false));

        static KeyValuePair<string, string> File(string name) => KeyValuePair.Create(name, HostScript.Load($"Origin/HostCommand/{name}"));
    }

    /// <summary>The command of one step.</summary>
    public Command Run(Resource parent, HostStep step)
    {
        var (line, stdin, options) = (Line(step.Name, step.Timeout), step.Bundle(), Options(parent, step.After, step.Secret));
        var attempt = Attempt(step.Name, stdin, parent);
        var update = Output.Format($"{line} {attempt}");
        if (step.Deletion is not { } deletion)
        {
            return Make(step.Name, line, update, stdin, connection.ToArgs(), options);
        }

        // A replacement makes the new one first, and by that the host knows that the deletion of the old one is not the stack's.
        options.DeleteBeforeReplace = false;
        var delete = deletion.Allowed ? Output.Format($"{Line(deletion.Name, step.Timeout)} {attempt}") : null;
        return Make(step.Name, Output.Format($"{update} new"), update, stdin, connection.ToArgs(), options, delete);
    }

    /// <summary>What a step prints when it has run: another text each time, and as long as it does not run, the same.</summary>
    public static Output<string> RunOf(Command step) => Output.Unsecret(step.Stderr);

    /// <summary>The first 12 hexadecimal digits of the text's SHA-256.</summary>
    public static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private string Line(string step, TimeSpan timeout) => $"{connection.Sudo}{Runner} {step} {(int)timeout.TotalSeconds}";

    private static CustomResourceOptions Options(Resource parent, IReadOnlyList<Resource> after, bool secret)
    {
        var options = new CustomResourceOptions { Parent = parent, DependsOn = after.ToArray() };
        if (secret)
        {
            // A secret input makes only the output of the same name secret.
            options.AdditionalSecretOutputs = ["stdout", "stderr"];
        }

        return options;
    }

    private static Command Make(
        string name, Input<string> create, Output<string> update, Output<string> stdin, Pulumi.Command.Remote.Inputs.ConnectionArgs arguments,
        CustomResourceOptions options, Output<string>? delete = null)
    {
        var args = new CommandArgs
        {
            Connection = arguments,
            Create = create,
            Update = update,
            Stdin = stdin,
            // The provider copies logged output line by line and hangs on a line of 64 KiB; the host keeps the full log anyway.
            Logging = Logging.None,
            // It would arrive as an SSH environment variable, which sshd refuses.
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

    // A digest, so that no state holds a second copy of the input. That of a secret input stays secret.
    private Output<string> Attempt(string name, Output<string> stdin, Resource parent) =>
        new RandomId(name, new RandomIdArgs
        {
            ByteLength = 4,
            Keepers = { ["input"] = stdin.Apply(text => Digest($"{connection.Identity}\n{text}")) },
        }, new CustomResourceOptions { Parent = parent }).Hex;
}
