using System.Diagnostics;
using System.Globalization;
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
        var named = Environment.GetEnvironmentVariable("PULUMI_BIN");
        var program = string.IsNullOrEmpty(named) ? Shell.Find("pulumi") : named;
        if (program is null)
            throw new SandboxException("ENGINE=pulumi needs the pulumi command, which is not on the PATH; https://www.pulumi.com/docs/iac/download-install/ says how to install it, and PULUMI_BIN may name it.");
        if (!File.Exists(program))
            throw new SandboxException($"PULUMI_BIN names {program}, which is not there; it must be the pulumi command's file.");
        var version = (await Shell.RunAsync(program, ["version"], cancel: cancel)).Trim().TrimStart('v');
        return System.Version.TryParse(version.Split('-', '+')[0], out var number) && number >= Oldest
            ? new PulumiCli(program, version)
            : throw new SandboxException(string.Create(CultureInfo.InvariantCulture, $"{program} is version '{version}'; ENGINE=pulumi needs {Oldest} or newer."));
    }

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
    /// <param name="cancel">Interrupts it once, as ^C does: it ends what runs, and records it. A second interrupt would make it give up on that.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> arguments, string directory, IReadOnlyDictionary<string, string> environment, TextWriter output, CancellationToken cancel)
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
        var printing = Lock(output);
        process.OutputDataReceived += (_, line) => printing(line.Data);
        process.ErrorDataReceived += (_, line) => printing(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await using var interrupt = cancel.Register(() => Process.Start("sh", ["-c", $"kill -INT {process.Id}"]).Dispose());
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static Action<string?> Lock(TextWriter output)
    {
        var gate = new Lock();
        return line =>
        {
            lock (gate)
            {
                if (line is not null)
                    output.WriteLine(line);
            }
        };
    }
}
