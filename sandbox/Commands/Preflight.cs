using System.Net;
using System.Net.NetworkInformation;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Commands;

/// <summary>Checks the prerequisites of a world. Each check fails with one clear message, before anything is changed.</summary>
internal static class Preflight
{
    private const string WhatWorks = "`make preview` works without it: it needs neither root nor a host.";

    /// <summary>The quick checks: system, root, ports.</summary>
    /// <exception cref="SandboxException">A prerequisite is missing; the message names it and what still works.</exception>
    public static void Check(WorldAddresses addresses)
    {
        if (!OperatingSystem.IsLinux())
            throw Stop("`make up` boots a Linux container: it runs on Linux only.");
        if (!Environment.IsPrivilegedProcess)
            throw Stop("`make up` needs root: it boots a container with its own network. Run it as root (sudo make up).");
        if (PortTaken(addresses, IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()) is { } taken)
            throw Stop(taken);
    }

    /// <summary>Installs the missing Debian packages and checks the rest.</summary>
    /// <exception cref="SandboxException">A prerequisite is missing; the message names it and what still works.</exception>
    public static async Task PrepareAsync(Progress progress, CancellationToken cancellationToken)
    {
        await InstallPackagesAsync(progress, cancellationToken);
        var unshared = await Shell.TryRunAsync("unshare", ["--net", "true"], cancellationToken: cancellationToken);
        if (!unshared.Succeeded)
        {
            throw Stop(
                $"`make up` needs network namespaces, and this machine does not let root make one ({unshared.Error.Trim()}). In a container, run it with --privileged."
            );
        }
    }

    /// <summary>The edge listens on ports 80 and 443 of its own address. A program that listens on all addresses blocks them.</summary>
    internal static string? PortTaken(WorldAddresses addresses, IPEndPoint[] listeners)
    {
        bool Conflicts(IPEndPoint listener) =>
            listener.Port is 80 or 443
            && (
                listener.Address.Equals(IPAddress.Any)
                || listener.Address.Equals(IPAddress.IPv6Any)
                || listener.Address.Equals(addresses.Edge)
                || listener.Address.Equals(addresses.Edge6)
            );

        var listener = listeners.FirstOrDefault(Conflicts);
        return listener is null
            ? null
            : $"Port {listener.Port} is taken: a program listens at {listener} (`ss -ltnp` shows which), and the sandbox's edge needs {addresses.Edge}:{listener.Port}. Stop it, or let it listen at its own address only.";
    }

    private static async Task InstallPackagesAsync(Progress progress, CancellationToken cancellationToken)
    {
        var missing = DebianPackages.Missing();
        if (missing.Count == 0)
            return;
        if (Shell.Find("apt-get") is null)
            throw Stop($"`make up` needs {string.Join(", ", missing)}, and this machine has no apt-get to install them.");
        try
        {
            await progress.RunAsync(
                "packages",
                $"installing {string.Join(", ", missing)} on this machine",
                () => DebianPackages.InstallAsync(missing, cancellationToken)
            );
        }
        catch (SandboxException e)
        {
            throw Stop(e.Message);
        }
    }

    private static SandboxException Stop(string message) => new($"{message}\n{WhatWorks}");
}
