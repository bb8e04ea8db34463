using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>A program that runs on the origin until stopped. Its output goes to a file.</summary>
internal sealed class OriginProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly string[] Streams = ["out", "err"];
    private readonly Process _process;
    private readonly Task _output;

    private OriginProcess(string name, Process process, Task output) => (Name, _process, _output) = (name, process, output);

    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>Starts the program.</summary>
    /// <param name="name">Its name in logs and messages.</param>
    /// <param name="arguments">The program and its arguments. It must stay in the foreground.</param>
    public static OriginProcess Start(string name, IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo(Shell.Find(arguments[0]) ?? arguments[0], arguments.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(info) ?? throw new SandboxException($"{name} did not start.");
        process.StandardInput.Close();
        return new OriginProcess(
            name,
            process,
            Task.WhenAll(KeepAsync(process.StandardOutput, name, Streams[0]), KeepAsync(process.StandardError, name, Streams[1]))
        );
    }

    /// <summary>Waits until it listens on a port of the loopback address.</summary>
    /// <exception cref="SandboxException">It ended, or timed out after a minute; the message has the end of its log.</exception>
    public async Task ListensAsync(int port, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow.AddMinutes(1);
        while (!await Waiting.ListensAsync(new(System.Net.IPAddress.Loopback, port), cancellationToken))
        {
            if (_process.HasExited || DateTime.UtcNow > deadline)
                throw new SandboxException($"{Name} does not listen on port {port}.\n{Shell.LastLines(Log(), 15)}");
            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>Kills it, like a crash.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM, and SIGKILL after ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _ = Kill(_process.Id, SigTerm);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
        await _output;
        _process.Dispose();
    }

    /// <summary>The process and its children.</summary>
    public IReadOnlyList<int> Family()
    {
        var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{Id}/task/{Id}/children"));
        return
        [
            Id,
            .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
        ];
    }

    private string Log() => string.Concat(Streams.Select(stream => LogFile(Name, stream)).Where(File.Exists).Select(File.ReadAllText));

    private static string LogFile(string name, string stream) => Path.Combine(Mounts.Logs, $"{name}.{stream}");

    private static async Task KeepAsync(StreamReader from, string name, string stream)
    {
        await using var to = new FileStream(LogFile(name, stream), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await from.BaseStream.CopyToAsync(to);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
