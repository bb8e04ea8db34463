using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>What a finished program left behind.</summary>
/// <param name="ExitCode">Zero when it succeeded.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs programs of this machine to their end. Arguments are a list and never pass through a shell.</summary>
internal static class Shell
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program that must succeed and gives its standard output.</summary>
    /// <exception cref="SandboxException">It failed, was not found, or took longer than the limit (two minutes unless told).</exception>
    public static async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan? limit = null, string? directory = null,
        IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancel = default)
    {
        var result = await TryRunAsync(program, arguments, limit, directory, environment, cancel: cancel);
        if (result.Succeeded)
            return result.Output;
        throw new SandboxException($"{program} {string.Join(' ', arguments)} failed (exit {result.ExitCode}):\n{LastLines(result.Error + result.Output, 15)}");
    }

    /// <summary>Runs a program and tells how it ended, without judging. Its standard input is the given one, or empty.</summary>
    /// <exception cref="SandboxException">It was not found, or took longer than the limit.</exception>
    public static async Task<ShellResult> TryRunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan? limit = null, string? directory = null,
        IReadOnlyDictionary<string, string>? environment = null, string? input = null, CancellationToken cancel = default)
    {
        var command = Cli.Wrap(Find(program) ?? program)
            .WithArguments(arguments)
            .WithWorkingDirectory(directory ?? Directory.GetCurrentDirectory())
            .WithEnvironmentVariables(environment?.ToDictionary(pair => pair.Key, pair => (string?)pair.Value) ?? [])
            .WithStandardInputPipe(PipeSource.FromString(input ?? ""))
            .WithValidation(CommandResultValidation.None);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(limit ?? DefaultLimit);
        try
        {
            var result = await command.ExecuteBufferedAsync(timeout.Token);
            return new ShellResult(result.ExitCode, result.StandardOutput, result.StandardError);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SandboxException($"{program} {string.Join(' ', arguments)} was still running after {limit ?? DefaultLimit}.");
        }
        catch (Win32Exception e)
        {
            throw new SandboxException($"{program} cannot be started: {e.Message}.", e);
        }
    }

    /// <summary>Where a program is, or null; Debian keeps some of them where only root's PATH looks.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>The last lines of a text, indented, for a message.</summary>
    public static string LastLines(string text, int count)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var last = new StringBuilder();
        foreach (var line in lines.Skip(lines.Length - count))
            last.Append("  ").Append(line.TrimEnd('\r')).Append('\n');
        return last.ToString().TrimEnd('\n');
    }
}
