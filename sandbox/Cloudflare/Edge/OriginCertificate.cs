using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Checks an origin's certificate for Full (strict). https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/
/// </summary>
internal static class OriginCertificate
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>The certificate's problem; null when it is valid.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="presented">The other certificates that the origin sent.</param>
    /// <param name="host">The visitor's hostname, which the certificate must cover.</param>
    /// <param name="trust">Additional trusted roots.</param>
    public static string? Problem(
        X509Certificate2 leaf,
        X509Certificate2Collection presented,
        string host,
        X509Certificate2Collection trust
    )
    {
        if (!leaf.MatchesHostname(host, allowWildcards: true, allowCommonName: true))
            return $"The certificate ({leaf.Subject}) is not for {host}.";
        // A chain uses either the system's roots or custom ones, so both are tried; one valid chain is enough.
        return ChainProblem(leaf, presented, trust) is null ? null : ChainProblem(leaf, presented, trust: null);
    }

    private static string? ChainProblem(X509Certificate2 leaf, X509Certificate2Collection presented, X509Certificate2Collection? trust)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(ServerAuthentication);
        policy.ExtraStore.AddRange(presented);
        if (trust is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(trust);
        }

        return chain.Build(leaf) ? null : string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()));
    }
}
