using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin;

/// <summary>Makes the commands that run on the origin. Nothing else makes one; a test says so.</summary>
/// <remarks>
/// A command's text is one short line without data: the provider prints it when it fails. What the step works with goes to standard
/// input as a <see cref="Bundle"/>. Create and update are the same line, because every script brings the host from any state to the
/// wanted one; a changed bundle is therefore an update in place, never a replacement, which a trigger would be.
/// </remarks>
internal sealed class HostCommand(HostConnection connection)
{
    private const string Runner = "/usr/local/lib/nodebb-infra/run";

    /// <summary>The files that the first step brings: the runner, and what it and the steps' scripts use.</summary>
    internal static readonly string[] RunnerFiles = ["run.sh", "lib.sh", "guard.sh", "presentable.pl"];

    private readonly List<Output<string>> _bundles = [];

    /// <summary>The first command: it waits for the host and installs what runs all the others.</summary>
    /// <remarks>
    /// bash reads <c>ready.sh</c> from standard input a line at a time, so the rest of the input, a bundle with
    /// <see cref="RunnerFiles"/>, is still there for the script to read. The script ends with an <c>exit</c> before it.
    /// </remarks>
    public Command Ready(Resource parent)
    {
        var files = new Bundle([], [.. RunnerFiles.Select(File)], Script: null);
        var stdin = Output.Create(HostScript.Load("Origin/HostCommand/ready.sh") + files.Render());
        _bundles.Add(stdin);
        return Make("ready", $"{connection.Sudo}bash -euo pipefail -s", stdin, connection.ToPatientArgs(), Options(parent, [], secret: false));

        static KeyValuePair<string, string> File(string name) => KeyValuePair.Create(name, HostScript.Load($"Origin/HostCommand/{name}"));
    }

    /// <summary>The command of one step.</summary>
    public Command Run(Resource parent, HostStep step)
    {
        var stdin = step.Bundle();
        if (!step.Secret)
        {
            _bundles.Add(stdin);
        }

        var destroy = step.OnDestroy is null ? null : Line(step.OnDestroy, step.Timeout);
        return Make(step.Name, Line(step.Name, step.Timeout), stdin, connection.ToArgs(), Options(parent, step.After, step.Secret), destroy);
    }

    /// <summary>A digest of all bundles made so far, secret ones left out: it changes when anything on the host does.</summary>
    public Output<string> ContentHash(string andAlso) =>
        Output.All(_bundles.ToArray()).Apply(bundles => Digest(string.Concat(bundles) + andAlso));

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
        string name, string line, Output<string> stdin, Pulumi.Command.Remote.Inputs.ConnectionArgs connection,
        CustomResourceOptions options, string? destroy = null)
    {
        var args = new CommandArgs
        {
            Connection = connection,
            Create = line,
            Update = line,
            Stdin = stdin,
            // The provider copies logged output line by line and hangs on a line of 64 KiB; the host keeps the full log anyway.
            Logging = Logging.None,
            // It would arrive as an SSH environment variable, which sshd refuses.
            AddPreviousOutputInEnv = false,
        };
        if (destroy is not null)
        {
            args.Delete = destroy;
        }

        return new Command(name, args, options);
    }
}
