using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>A configuration of nginx: the files under /etc/nginx.</summary>
/// <param name="Main">nginx.conf; null for Debian's own.</param>
/// <param name="ConfD">The files of conf.d.</param>
internal sealed record NginxFiles(string? Main, IReadOnlyList<(string Name, string Text)> ConfD)
{
    /// <summary>Whether it is started the way the stack has it started, with the stack's limit of open files.</summary>
    public bool IsOurs => Main is not null;

    /// <summary>What the stack places, byte for byte.</summary>
    public static NginxFiles Product(Affinity affinity)
    {
        var files = NginxConfiguration.Files(
            new ForumServer(OriginMachine.Domain), new Workers(OriginMachine.Ports) { Affinity = affinity }, [.. IpRanges.V4, .. IpRanges.V6]);
        return new(
            files.Single(file => file.Name == "nginx.conf").Content,
            [.. files.Where(file => file.Name is not "nginx.conf" && file.Name.EndsWith(".conf", StringComparison.Ordinal))]);
    }

    /// <summary>What the guide asks for, beside Debian's nginx.conf.</summary>
    public static NginxFiles Guide => new(null, [RealIp, ("io_nodes.conf", Text("guide-io_nodes.conf")), GuideServer]);

    /// <summary>What NodeBB's documentation asks for: no word of Cloudflare.</summary>
    public static NginxFiles Documentation => new(null, [("io_nodes.conf", Text("docs-io_nodes.conf")), GuideServer]);

    /// <summary>The same with the log that tells which worker answered whom.</summary>
    public NginxFiles WithWorkerLog() => this with { ConfD = [.. ConfD, ("worker-log.conf", Text("worker-log.conf"))] };

    private static (string, string) RealIp => ("cloudflare-realip.conf", CloudflareRealIpConf.Render([.. IpRanges.V4, .. IpRanges.V6]));

    private static (string, string) GuideServer => ("forum.conf", Text("guide-forum.conf").Replace("DOMAIN", OriginMachine.Domain.Apex, StringComparison.Ordinal));

    private static string Text(string name)
    {
        using var stream = typeof(NginxFiles).Assembly.GetManifestResourceStream(name) ?? throw new SandboxException($"{name} is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
