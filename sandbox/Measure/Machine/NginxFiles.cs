using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>An nginx configuration: the files in /etc/nginx.</summary>
/// <param name="Main">nginx.conf; null for Debian's own.</param>
/// <param name="ConfD">The files of conf.d.</param>
internal sealed record NginxFiles(string? Main, IReadOnlyList<(string Name, string Text)> ConfD)
{
    /// <summary>Whether nginx is started like the stack's, with the stack's limit of open files.</summary>
    public bool IsOurs => Main is not null;

    /// <summary>The stack's files, byte for byte.</summary>
    public static NginxFiles Product(Affinity affinity)
    {
        var files = NginxConfiguration.Files(
            new ForumServer(OriginMachine.Domain),
            new Workers(OriginMachine.Ports) { Affinity = affinity },
            [.. IpRanges.V4, .. IpRanges.V6]
        );
        return new(
            files.Single(file => file.Name == "nginx.conf").Content,
            [.. files.Where(file => file.Name is not "nginx.conf" && file.Name.EndsWith(".conf", StringComparison.Ordinal))]
        );
    }

    /// <summary>The guide's files with Debian's nginx.conf.</summary>
    public static NginxFiles Guide => GuideFor(OriginMachine.Domain.Name);

    /// <summary>The same for another forum.</summary>
    public static NginxFiles GuideFor(string domain) =>
        new(null, [RealIp, ("io_nodes.conf", Text("guide-io_nodes.conf")), GuideServer(domain)]);

    /// <summary>The files of NodeBB's documentation, which does not consider Cloudflare.</summary>
    public static NginxFiles Documentation =>
        new(null, [("io_nodes.conf", Text("docs-io_nodes.conf")), GuideServer(OriginMachine.Domain.Name)]);

    /// <summary>A copy with the log of which worker answered which visitor.</summary>
    public NginxFiles WithWorkerLog() => this with { ConfD = [.. ConfD, ("worker-log.conf", Text("worker-log.conf"))] };

    private static (string, string) RealIp => ("cloudflare-realip.conf", CloudflareRealIpConf.Render([.. IpRanges.V4, .. IpRanges.V6]));

    private static (string, string) GuideServer(string domain) =>
        ("forum.conf", Text("guide-forum.conf").Replace("DOMAIN", domain, StringComparison.Ordinal));

    private static string Text(string name)
    {
        using var stream =
            typeof(NginxFiles).Assembly.GetManifestResourceStream(name) ?? throw new SandboxException($"{name} is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
