using System.ComponentModel;
using System.Diagnostics;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>The program as a child process in its own directory. It does not outlive this process, unless this one is killed.</summary>
internal static class ProgramProcess
{
    /// <summary>How long what a program printed may take to arrive when it has ended.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

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
        void Kill(object? sender, EventArgs arguments) => process.Kill(entireProcessTree: true);
        AppDomain.CurrentDomain.ProcessExit += Kill;
        try
        {
            var output = new ProgramOutput(events);
            var shown = Task.WhenAll(output.ShowAsync(process.StandardOutput), output.ShowAsync(process.StandardError));
            await process.WaitForExitAsync(kill);

            // What the program started may live on and hold its streams.
            await Task.WhenAny(shown, Task.Delay(LastWords, kill));
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
