namespace NodeBBInfra.Components.Settings;

/// <summary>The largest body that an upload to the forum may have, in megabytes.</summary>
public static class UploadSize
{
    /// <summary>
    /// Five times what NodeBB takes as it is installed (2 MB for a file and for a picture), so that an administrator can raise that in the control panel
    /// and need not deploy; yet so little that all uploads at once fit on a small disk.
    /// </summary>
    public const int Default = 10;

    /// <summary>What Cloudflare lets through on the Free plan. https://developers.cloudflare.com/fundamentals/reference/connection-limits/</summary>
    public const int Max = 100;
}
