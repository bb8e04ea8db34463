namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>Settings of the forum's server in nginx.</summary>
/// <param name="Domain">The forum's names.</param>
public sealed record ForumServer(ForumDomain Domain)
{
    /// <summary>
    /// Five times NodeBB's defaults (2 MB for files and images). So an administrator can raise NodeBB's limits in the control panel without
    /// a deployment, and all concurrent uploads still fit on a small disk.
    /// </summary>
    public const int DefaultUploadMb = 10;

    /// <summary>Cloudflare's limit on the Free plan. https://developers.cloudflare.com/fundamentals/reference/connection-limits/</summary>
    public const int LargestUploadMb = 100;

    /// <summary>Whether search engines may index the forum.</summary>
    public bool IsIndexed { get; init; } = true;

    /// <summary>A text that every page shows at its bottom, and in its title; null for none.</summary>
    public string? Banner { get; init; }

    /// <summary>The largest upload, in megabytes.</summary>
    public int MaxUploadMb { get; init; } = DefaultUploadMb;
}
