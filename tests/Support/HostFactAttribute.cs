using System.Diagnostics;

namespace NodeBBInfra.Tests.Support;

/// <summary>
/// A test that boots a host. It needs root, Debian's packages and network namespaces, and otherwise is skipped with what is missing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HostFactAttribute : FactAttribute
{
    public HostFactAttribute() => Skip = HostNeeds.Missing.Value;
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HostTheoryAttribute : TheoryAttribute
{
    public HostTheoryAttribute() => Skip = HostNeeds.Missing.Value;
}

/// <summary>The requirements of such a test.</summary>
internal static class HostNeeds
{
    public static readonly Lazy<string?> Missing = new(FindMissing);

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux())
            return "needs Linux";
        if (!Environment.IsPrivilegedProcess)
            return "needs root";
        if (!File.Exists("/usr/bin/apt-get"))
            return "needs Debian's packages";
        return CanMakeNetworkNamespaces() ? null : "needs network namespaces";
    }

    private static bool CanMakeNetworkNamespaces()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["--net", "true"]) { RedirectStandardError = true });
            return process is not null && process.WaitForExit(10_000) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
