using System.Globalization;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>The conditions of a measurement, for the head of a report.</summary>
internal static class MachineDescription
{
    /// <summary>Markdown lines with the date, the machine and the command.</summary>
    /// <param name="command">The command that repeats the measurement.</param>
    public static string Describe(string command) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Measured {DateTime.UtcNow:yyyy-MM-dd} by `{command}` on {Environment.ProcessorCount} cores ({Processor()}), {MemoryGib():0} GiB, Linux {Environment.OSVersion.Version}."
        );

    private static string Processor() => Field("/proc/cpuinfo", "model name") ?? "unknown processor";

    private static double MemoryGib() =>
        double.Parse(Field("/proc/meminfo", "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) / 1024 / 1024;

    private static string? Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
