using System.Diagnostics;
using System.Text.Json;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands.PulumiCommand;

/// <summary>The <c>pulumi</c> command of this machine.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Version">Its version, as it says it.</param>
internal sealed record PulumiCli(string Program, string Version)
{
    /// <summary>The first version that can leave plugins uninstalled which it is given otherwise (--skip-plugin-pre-install).</summary>
    private static readonly Version Oldest = new(3, 238, 0);

    /// <summary>The command that PULUMI_BIN names, else the one on the PATH.</summary>
    /// <exception cref="SandboxException">There is none, or it is too old.</exception>
    public static async Task<PulumiCli> FindAsync(CancellationToken cancel)
    {
        if (Named is null && Shell.Find("pulumi") is null)
            throw new SandboxException("ENGINE=pulumi needs the pulumi command, which is not on the PATH; https://www.pulumi.com/docs/iac/download-install/ says how to install it, and PULUMI_BIN may name it.");
        var (cli, problem) = await LookAsync(cancel);
        return cli ?? throw new SandboxException($"{problem}; ENGINE=pulumi needs {Oldest} or newer.");
    }

    /// <summary>The same where it need not be there: null, and why it cannot be used.</summary>
    /// <exception cref="SandboxException">PULUMI_BIN names what is not there.</exception>
    public static async Task<(PulumiCli? Cli, string Problem)> LookAsync(CancellationToken cancel)
    {
        var program = Named ?? Shell.Find("pulumi");
        if (program is null)
            return (null, "no pulumi command is on the PATH");
        if (!File.Exists(program))
            throw new SandboxException($"PULUMI_BIN names {program}, which is not there; it must be the pulumi command's file.");
        var said = await Shell.TryRunAsync(program, ["version"], cancel: cancel);
        var version = said.Output.Trim().TrimStart('v');
        return said.Succeeded && System.Version.TryParse(version.Split('-', '+')[0], out var number) && number >= Oldest
            ? (new PulumiCli(program, version), "")
            : (null, $"{program} is version '{version}'");
    }

    private static string? Named => Environment.GetEnvironmentVariable("PULUMI_BIN") is { Length: > 0 } named ? named : null;

    /// <inheritdoc/>
    public override string ToString() => $"pulumi {Version} ({Program})";

    /// <summary>The resource plugins that are installed: name and version.</summary>
    public async Task<IReadOnlySet<(string Name, string Version)>> PluginsAsync(CancellationToken cancel)
    {
        using var plugins = JsonDocument.Parse(await Shell.RunAsync(Program, ["plugin", "ls", "--json"], cancel: cancel));
        return plugins.RootElement.EnumerateArray()
            .Where(plugin => plugin.GetProperty("kind").GetString() == "resource")
            .Select(plugin => (plugin.GetProperty("name").GetString()!, plugin.GetProperty("version").GetString()!))
            .ToHashSet();
    }

    /// <summary>Runs it to its end and shows each line that it prints as it comes.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="environment">Variables beside this process's own.</param>
    /// <param name="output">Gets the lines.</param>
    /// <param name="seen">Sees each of them, too.</param>
    /// <param name="cancel">Interrupts it once, as ^C does: it ends what runs, and records it. A second interrupt would make it give up on that.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> arguments, string directory, IReadOnlyDictionary<string, string> environment, TextWriter output, Action<string> seen, CancellationToken cancel)
    {
        // A session of its own: a terminal's ^C reaches this process only, which then sends the one interrupt.
        var start = new ProcessStartInfo("setsid", [Program, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new SandboxException($"{Program} did not start.");
        process.StandardInput.Close();
        var printing = Lock(output, seen);
        process.OutputDataReceived += (_, line) => printing(line.Data);
        process.ErrorDataReceived += (_, line) => printing(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await using var interrupt = cancel.Register(() => Process.Start("sh", ["-c", $"kill -INT {process.Id}"]).Dispose());
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static Action<string?> Lock(TextWriter output, Action<string> seen)
    {
        var gate = new Lock();
        return line =>
        {
            lock (gate)
            {
                if (line is null)
                    return;
                seen(line);
                output.WriteLine(line);
            }
        };
    }
}
