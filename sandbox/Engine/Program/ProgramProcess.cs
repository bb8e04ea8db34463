using System.ComponentModel;
using System.Diagnostics;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>The program as a child process in its own directory. What it prints is shown as messages of the stack.</summary>
internal static class ProgramProcess
{
    /// <param name="command">The command line.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="variables">The environment beside what this process has.</param>
    /// <param name="events">Gets each line that the program prints.</param>
    /// <param name="kill">Ends the program and what it started.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="EngineException">It does not start.</exception>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> variables, IRunEvents events, CancellationToken kill)
    {
        if (command.Count == 0)
        {
            throw new EngineException("There is no program to run: EngineOptions.Program is empty.");
        }

        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Start(start);
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => Show(line.Data, events);
        process.ErrorDataReceived += (_, line) => Show(line.Data, events);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(kill);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception error) when (error is Win32Exception or DirectoryNotFoundException)
        {
            throw new EngineException($"The program {start.FileName} in {start.WorkingDirectory} does not start: {error.Message}", error);
        }
    }

    private static void Show(string? line, IRunEvents events)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            events.Message(LogSeverity.Info, "", line);
        }
    }
}
