using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>Checks and prepares everything for a measurement; missing parts are named before anything is made.</summary>
internal static class Preparation
{
    private static readonly string[] Programs = ["mmdebstrap", "git", "tar", "unshare", "mount", "ip", "chroot"];

    /// <summary>Prepares the parts and returns the plan.</summary>
    /// <exception cref="SandboxException">This machine lacks something; the message names it.</exception>
    public static async Task<MeasurementPlan> PlanAsync(
        string measurement,
        string project,
        string? nodebb,
        int size,
        TextWriter progress,
        CancellationToken cancellationToken
    )
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw new SandboxException(
                "Measuring needs Linux and root: it runs nginx, Redis and the forum in network and mount namespaces of its own."
            );
        }

        var missing = Programs.Where(program => Shell.Find(program) is null).ToList();
        if (missing.Count > 0)
        {
            throw new SandboxException(
                $"Measuring needs {string.Join(", ", missing)}; they are in Debian's mmdebstrap, git, iproute2 and util-linux."
            );
        }

        if (!File.Exists("/proc/net/if_inet6"))
            throw new SandboxException("Measuring needs IPv6: visitors and Cloudflare's edge use both families. This kernel has none.");

        await progress.WriteLineAsync(
            "getting ready: a Debian with nginx and Redis, Node, the forum, the visitors (kept for the next time)"
        );
        var image = CachedParts.ImageAsync(cancellationToken);
        var node = await CachedParts.NodeAsync(cancellationToken);
        var forum = await CachedParts.ForumAsync(
            Path.Combine(project, "sandbox", "Forum"),
            string.IsNullOrEmpty(nodebb) ? null : nodebb,
            node,
            cancellationToken
        );
        return new MeasurementPlan
        {
            Measurement = measurement,
            Image = await image,
            Node = node,
            Forum = forum.Folder,
            ForumName = forum.Name,
            Visitors = await CachedParts.VisitorsAsync(
                Path.Combine(project, "sandbox", "Measure", "Affinity", "visitors"),
                node,
                cancellationToken
            ),
            Size = size,
        };
    }
}
