using System.Diagnostics;
using System.Text;

namespace NodeBBInfra.Tests.Support;

/// <summary>The exit code and output of a finished process.</summary>
public sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, for assertion messages.</summary>
    public string All => Output + Error;
}

/// <summary>A process with a timeout. It and its children are killed after the timeout or when it is disposed.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private RunningProcess(Process process) => _process = process;

    /// <summary>The output so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static RunningProcess Start(
        string program,
        IEnumerable<string> arguments,
        string? directory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null
    )
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            info.Environment[name] = value;

        var running = new RunningProcess(new Process { StartInfo = info });
        running._process.OutputDataReceived += (_, line) => Append(running._output, line.Data);
        running._process.ErrorDataReceived += (_, line) => Append(running._error, line.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        running._process.StandardInput.Write(input);
        running._process.StandardInput.Close();
        return running;
    }

    /// <summary>Runs a program until it exits.</summary>
    /// <exception cref="TimeoutException">It was still running after the timeout and was killed.</exception>
    public static async Task<Finished> RunAsync(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit,
        string? directory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null
    )
    {
        await using var running = Start(program, arguments, directory, environment, input);
        return await running.WaitAsync(limit);
    }

    public async Task<Finished> WaitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} was still running after {limit}.\n{Output}{Error}");
        }
        return new Finished(_process.ExitCode, Output, Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }
}
