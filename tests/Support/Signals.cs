using System.Runtime.InteropServices;

namespace NodeBBInfra.Tests.Support;

/// <summary>Sends signals to processes that a test started.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Sends a signal to a process.</summary>
    public static void Send(int process, int signal) => _ = SendSignal(process, signal);

    /// <summary>Sends a signal to a process group, by its leader (started with setsid).</summary>
    public static void SendGroup(int leader, int signal) => _ = SendSignal(-leader, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
