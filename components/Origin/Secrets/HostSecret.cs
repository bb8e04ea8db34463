namespace NodeBBInfra.Components.Origin.Secrets;

/// <summary>The secrets that the origin stores in files that only root can read, and their markers in other files.</summary>
/// <remarks>
/// Rendered files contain only the marker. The host replaces it with the value (<c>fill_secrets</c> in lib.sh). So a preview can show those
/// files, and no state, log or command line contains the value.
/// </remarks>
public static class HostSecret
{
    /// <summary>The forum's password for Redis.</summary>
    public const string RedisPassword = "redis-password";

    /// <summary>NodeBB's key for signing cookies and tokens.</summary>
    public const string NodeBBSecret = "nodebb-secret";

    /// <summary>The administrator's initial password.</summary>
    public const string AdminPassword = "admin-password";

    /// <summary>The token for a private https repository; exists only if configured.</summary>
    public const string RepositoryToken = "repository-token";

    /// <summary>The deploy key for a private SSH repository; exists only if configured.</summary>
    public const string RepositoryKey = "repository-key";

    /// <summary>The marker that the host replaces with the secret's value.</summary>
    /// <param name="name">One of this class's names.</param>
    public static string Marker(string name) => $"@secret:{name}@";
}
