using System.Diagnostics;
using System.Text.Json;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands.PulumiCommand;

/// <summary>The <c>pulumi</c> command installed on this machine.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Version">The version it reports.</param>
internal sealed record PulumiCli(string Program, string Version)
{
    /// <summary>The first version with --skip-plugin-pre-install, which attached providers need.</summary>
    private static readonly Version Oldest = new(3, 238, 0);

    /// <summary>Finds the command in PULUMI_BIN or on the PATH.</summary>
    /// <exception cref="SandboxException">There is none, or it is too old.</exception>
    public static async Task<PulumiCli> FindAsync(CancellationToken cancellationToken)
    {
        if (Named is null && Shell.Find("pulumi") is null)
        {
            throw new SandboxException(
                "ENGINE=pulumi needs the pulumi command, which is not on the PATH; https://www.pulumi.com/docs/iac/download-install/ says how to install it, and PULUMI_BIN may name it."
            );
        }

        var (cli, problem) = await LookAsync(cancellationToken);
        return cli ?? throw new SandboxException($"{problem}; ENGINE=pulumi needs {Oldest} or newer.");
    }

    /// <summary>Finds the command if there is one; otherwise returns null and the reason.</summary>
    /// <exception cref="SandboxException">PULUMI_BIN names a file that does not exist.</exception>
    public static async Task<(PulumiCli? Cli, string Problem)> LookAsync(CancellationToken cancellationToken)
    {
        var program = Named ?? Shell.Find("pulumi");
        if (program is null)
            return (null, "no pulumi command is on the PATH");
        if (!File.Exists(program))
            throw new SandboxException($"PULUMI_BIN names {program}, which is not there; it must be the pulumi command's file.");
        var said = await Shell.TryRunAsync(program, ["version"], cancellationToken: cancellationToken);
        var version = said.Output.Trim().TrimStart('v');
        return said.Succeeded && System.Version.TryParse(version.Split('-', '+')[0], out var number) && number >= Oldest
            ? (new PulumiCli(program, version), "")
            : (null, $"{program} is version '{version}'");
    }

    private static string? Named => Environment.GetEnvironmentVariable("PULUMI_BIN") is { Length: > 0 } named ? named : null;

    /// <inheritdoc/>
    public override string ToString() => $"pulumi {Version} ({Program})";

    /// <summary>The installed resource plugins: name and version.</summary>
    public async Task<IReadOnlySet<(string Name, string Version)>> PluginsAsync(CancellationToken cancellationToken)
    {
        using var plugins = JsonDocument.Parse(
            await Shell.RunAsync(Program, ["plugin", "ls", "--json"], cancellationToken: cancellationToken)
        );
        return plugins
            .RootElement.EnumerateArray()
            .Where(plugin => plugin.GetProperty("kind").GetString() == "resource")
            .Select(plugin => (plugin.GetProperty("name").GetString()!, plugin.GetProperty("version").GetString()!))
            .ToHashSet();
    }

    /// <summary>Runs the command and prints its output line by line.</summary>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="environment">Additional environment variables.</param>
    /// <param name="output">Receives the lines.</param>
    /// <param name="seen">Called with each line.</param>
    /// <param name="cancellationToken">
    /// Sends SIGINT once: the command finishes and records running operations, which a second SIGINT would abort.
    /// </param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string> environment,
        TextWriter output,
        Action<string> seen,
        CancellationToken cancellationToken
    )
    {
        // In its own session, so that a terminal's ^C reaches only this process, which then sends one SIGINT. Background jobs of a shell
        // ignore SIGINT, and so would their children.
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", Program, .. arguments])
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
        await using var interrupt = cancellationToken.Register(() => Process.Start("sh", ["-c", $"kill -INT {process.Id}"]).Dispose());
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
