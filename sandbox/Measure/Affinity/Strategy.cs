using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>A way to choose a visitor's worker, with a complete nginx configuration.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Key">The hash key in nginx's syntax.</param>
/// <param name="Files">nginx's files.</param>
internal sealed record Strategy(string Name, string Key, NginxFiles Files)
{
    /// <summary>The name of the stack's default.</summary>
    public const string Default = "session";

    /// <summary>All strategies, in the order of the table.</summary>
    public static IReadOnlyList<Strategy> All { get; } =
    [
        new("NodeBB's docs", "`ip_hash`, no real-IP restore", NginxFiles.Documentation),
        new("the guide", "`hash $http_x_forwarded_for consistent`", NginxFiles.Guide),
        new("visitor-ip", "`hash $remote_addr consistent`, restored", NginxFiles.Product(Affinity.VisitorIp)),
        new(
            Default,
            "a socket goes to the worker in its id; without an id, the session cookie is hashed, else the restored address",
            NginxFiles.Product(Affinity.Session)
        ),
    ];

    /// <summary>Whether it is the stack's default, which is measured with all sessions.</summary>
    public bool IsDefault => Name == Default;
}
