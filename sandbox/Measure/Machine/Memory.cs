using System.Globalization;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>The memory and files of processes.</summary>
internal static class Memory
{
    /// <summary>The memory of processes in bytes, with shared pages counted once (PSS). proc_pid_smaps(5)</summary>
    public static long Of(IEnumerable<int> processes) =>
        processes.Sum(process => long.Parse(Field($"/proc/{process}/smaps_rollup", "Pss:")[0], CultureInfo.InvariantCulture) * 1024);

    /// <summary>A process's limit of open files.</summary>
    public static string OpenFiles(int process) => Field($"/proc/{process}/limits", "Max open files")[0];

    private static string[] Field(string file, string name) =>
        File.ReadLines(file)
            .First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
