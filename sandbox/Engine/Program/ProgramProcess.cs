using System.ComponentModel;
using System.Diagnostics;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>The program as a child process in its own directory. It ends with this process, unless this one is killed.</summary>
internal static class ProgramProcess
{
    /// <summary>How long to wait for the remaining output after the program has exited.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <param name="command">The command line.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="variables">Additional environment variables.</param>
    /// <param name="events">Receives the program's output lines.</param>
    /// <param name="cancellationToken">Kills the program and its children.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="EngineException">The program does not start.</exception>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> command,
        string directory,
        IReadOnlyDictionary<string, string> variables,
        IRunEvents events,
        CancellationToken cancellationToken
    )
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
        void Kill(object? sender, EventArgs arguments)
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // The program ended, and was disposed of, while the handlers of this process's own exit were running.
            }
        }

        AppDomain.CurrentDomain.ProcessExit += Kill;
        try
        {
            var output = new ProgramOutput(events);
            var shown = Task.WhenAll(output.ShowAsync(process.StandardOutput), output.ShowAsync(process.StandardError));
            await process.WaitForExitAsync(cancellationToken);

            // The program's children may outlive it and hold its pipes open.
            await Task.WhenAny(shown, Task.Delay(LastWords, cancellationToken));
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= Kill;
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
}
