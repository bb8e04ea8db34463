namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>What the forum's server is made from.</summary>
/// <param name="Domain">The forum's names.</param>
public sealed record ForumServer(ForumDomain Domain)
{
    /// <summary>
    /// Five times what NodeBB takes as it is installed (2 MB for a file and for a picture), so that an administrator can raise that in the control panel
    /// and need not deploy; yet so little that all uploads at once fit on a small disk.
    /// </summary>
    public const int DefaultUploadMb = 10;

    /// <summary>What Cloudflare lets through on the Free plan. https://developers.cloudflare.com/fundamentals/reference/connection-limits/</summary>
    public const int LargestUploadMb = 100;

    /// <summary>How large an upload may be, in megabytes.</summary>
    public int MaxUploadMb { get; init; } = DefaultUploadMb;
}
