using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>The result of a finished program.</summary>
/// <param name="ExitCode">Zero when it succeeded.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs local programs to completion. Arguments are a list and never pass through a shell.</summary>
internal static class Shell
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program that must succeed and returns its standard output.</summary>
    /// <exception cref="SandboxException">It failed, was not found, or timed out (after two minutes by default).</exception>
    public static async Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan? limit = null,
        string? directory = null,
        IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken cancellationToken = default
    )
    {
        var result = await TryRunAsync(program, arguments, limit, directory, environment, cancellationToken: cancellationToken);
        if (result.Succeeded)
            return result.Output;
        throw new SandboxException(
            $"{program} {string.Join(' ', arguments)} failed (exit {result.ExitCode}):\n{LastLines(result.Error + result.Output, 15)}"
        );
    }

    /// <summary>Runs a program and returns its result, whatever the exit code. Standard input is empty by default.</summary>
    /// <exception cref="SandboxException">It was not found or timed out.</exception>
    public static async Task<ShellResult> TryRunAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan? limit = null,
        string? directory = null,
        IReadOnlyDictionary<string, string>? environment = null,
        string? input = null,
        CancellationToken cancellationToken = default
    )
    {
        var command = Cli.Wrap(Find(program) ?? program)
            .WithArguments(arguments)
            .WithWorkingDirectory(directory ?? Directory.GetCurrentDirectory())
            .WithEnvironmentVariables(environment?.ToDictionary(pair => pair.Key, pair => (string?)pair.Value) ?? [])
            .WithStandardInputPipe(PipeSource.FromString(input ?? ""))
            .WithValidation(CommandResultValidation.None);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit ?? DefaultLimit);
        try
        {
            var result = await command.ExecuteBufferedAsync(timeout.Token);
            return new ShellResult(result.ExitCode, result.StandardOutput, result.StandardError);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException($"{program} {string.Join(' ', arguments)} was still running after {limit ?? DefaultLimit}.");
        }
        catch (Win32Exception e)
        {
            throw new SandboxException($"{program} cannot be started: {e.Message}.", e);
        }
    }

    /// <summary>A program's path, or null. Some Debian programs are only on root's PATH.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
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
