namespace NodeBBInfra.Components.Origin.Secrets;

/// <summary>The secrets that the origin keeps in root-only files, and the marker by which other files name them.</summary>
/// <remarks>
/// Rendered files carry the marker only. The host replaces it with the secret's value (<c>fill_secrets</c> in lib.sh),
/// so a preview can show those files and no state, log or command line holds the value.
/// </remarks>
public static class HostSecret
{
    /// <summary>The password that Redis asks the forum for.</summary>
    public const string RedisPassword = "redis-password";

    /// <summary>The password that Redis asks root for. It is made on the host and never leaves it.</summary>
    public const string RedisAdminPassword = "redis-admin-password";

    /// <summary>The secret that NodeBB signs cookies and tokens with.</summary>
    public const string NodeBBSecret = "nodebb-secret";

    /// <summary>The first password of the forum's administrator.</summary>
    public const string AdminPassword = "admin-password";

    /// <summary>The token that a private repository's https server asks for; only there when the configuration has one.</summary>
    public const string RepositoryToken = "repository-token";

    /// <summary>The deploy key that a private repository's SSH server knows; only there when the configuration has one.</summary>
    public const string RepositoryKey = "repository-key";

    /// <summary>What stands in a rendered file where the host puts the secret's value.</summary>
    /// <param name="name">One of the names of this class.</param>
    public static string Marker(string name) => $"@secret:{name}@";
}
