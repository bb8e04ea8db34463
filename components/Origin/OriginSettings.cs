using NodeBBInfra.Components.Origin.Certificate;
using NodeBBInfra.Components.Origin.Data;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.NodeJs;
using NodeBBInfra.Components.Origin.Secrets;

namespace NodeBBInfra.Components.Origin;

/// <summary>The origin's settings, by part.</summary>
public sealed record OriginSettings
{
    /// <summary>How to connect to the host.</summary>
    public required HostConnection Connection { get; init; }

    /// <summary>The forum's server in nginx. Its domain is also used by other parts.</summary>
    public required ForumServer Server { get; init; }

    /// <summary>The workers, and how nginx chooses one.</summary>
    public required Workers Workers { get; init; }

    /// <summary>The forum's first administrator.</summary>
    public required Administrator Administrator { get; init; }

    /// <summary>The account at the ACME certificate authority.</summary>
    public required AcmeAccount Acme { get; init; }

    /// <summary>Where NodeBB comes from.</summary>
    public required NodeBBSource NodeBB { get; init; }

    /// <summary>Whether NodeBB may send mail.</summary>
    public bool SendsMail { get; init; } = true;

    /// <summary>Credentials for NodeBB's repository.</summary>
    public required RepositoryLogin RepositoryLogin { get; init; }

    /// <summary>Which Node.js to install.</summary>
    public required NodeJsSource NodeJs { get; init; }

    /// <summary>A new text runs every step again, in place, to undo drift; null for none.</summary>
    public string? Repair { get; init; }

    /// <summary>What destroying the stack does on the host.</summary>
    public required OnDestroy OnDestroy { get; init; }
}
