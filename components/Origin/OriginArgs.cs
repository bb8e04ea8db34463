using NodeBBInfra.Components.Settings;

namespace NodeBBInfra.Components.Origin;

/// <summary>What the origin half of a forum is made from.</summary>
public sealed record OriginArgs
{
    /// <summary>The forum's names.</summary>
    public required ForumDomain Domain { get; init; }

    /// <summary>How to log in at the host.</summary>
    public required HostConnection Connection { get; init; }

    /// <summary>Mail address of the forum's administrator and of the ACME account.</summary>
    public required string Email { get; init; }

    /// <summary>Name of the forum's administrator.</summary>
    public required string AdminUsername { get; init; }

    /// <summary>The workers' ports on the loopback address, one worker each.</summary>
    public required IReadOnlyList<int> Ports { get; init; }

    /// <summary>What a visitor's worker is chosen by.</summary>
    public required Affinity Affinity { get; init; }

    /// <summary>Which NodeBB is installed.</summary>
    public required NodeBBSource NodeBB { get; init; }

    /// <summary>What the host shows to the server of NodeBB's repository.</summary>
    public required RepositoryLogin Repository { get; init; }

    /// <summary>Which Node is installed.</summary>
    public required NodeJsSource NodeJs { get; init; }

    /// <summary>Address of the certificate authority's ACME directory.</summary>
    public required string AcmeServer { get; init; }

    /// <summary>How large an upload may be, in megabytes.</summary>
    public required int MaxUploadMb { get; init; }

    /// <summary>Whether destroying the stack deletes the forum's data from the host.</summary>
    public required bool DeleteData { get; init; }

    /// <summary>Cloudflare's address ranges in CIDR notation, IPv4 and IPv6.</summary>
    public required IReadOnlyList<string> CloudflareRanges { get; init; }
}
