using NodeBBInfra.Components.Origin.Certificate;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.NodeJs;
using NodeBBInfra.Components.Origin.Secrets;

namespace NodeBBInfra.Components.Origin;

/// <summary>What the origin half of a forum is made from: for each part, what it takes.</summary>
public sealed record OriginSettings
{
    /// <summary>How to log in at the host.</summary>
    public required HostConnection Connection { get; init; }

    /// <summary>The forum's server in nginx, and its names, which other parts use too.</summary>
    public required ForumServer Server { get; init; }

    /// <summary>The workers, and how a visitor's is found.</summary>
    public required Workers Workers { get; init; }

    /// <summary>With whom the forum is set up.</summary>
    public required Administrator Administrator { get; init; }

    /// <summary>The account at the certificate authority.</summary>
    public required AcmeAccount Acme { get; init; }

    /// <summary>Which NodeBB is installed.</summary>
    public required NodeBBSource NodeBB { get; init; }

    /// <summary>What the host shows to the server of NodeBB's repository.</summary>
    public required RepositoryLogin RepositoryLogin { get; init; }

    /// <summary>Which Node is installed.</summary>
    public required NodeJsSource NodeJs { get; init; }

    /// <summary>Whether destroying the stack deletes the forum's data from the host.</summary>
    public required bool DeleteData { get; init; }
}
