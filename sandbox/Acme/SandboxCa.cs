using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Acme;

/// <summary>
/// The sandbox's certificate authority in place of public ones: it signs the edge's and pebble's certificates. Its key never leaves the
/// process that makes them, so nobody can misuse it later.
/// </summary>
internal static class SandboxCa
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(825);

    /// <summary>Makes the CA and both certificates unless they exist.</summary>
    public static void Make(WorldDirectory directory, string domain, IPAddress acmeAddress)
    {
        if (File.Exists(directory.CaCertificate))
            return;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=NodeBBInfra sandbox CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true,
                hasPathLengthConstraint: true,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.Add(Lifetime));

        // Cloudflare's universal certificate has these two names.
        Issue(
            authority,
            directory,
            "edge",
            names =>
            {
                names.AddDnsName(domain);
                names.AddDnsName("*." + domain);
            }
        );
        Issue(
            authority,
            directory,
            "acme",
            names =>
            {
                names.AddIpAddress(acmeAddress);
                names.AddDnsName("localhost");
            }
        );
        // Written last: if it exists, everything does.
        File.WriteAllText(directory.CaCertificate, authority.ExportCertificatePem() + "\n");
    }

    /// <summary>The path of a certificate.</summary>
    public static string CertificateFile(WorldDirectory directory, string name) => Path.Combine(directory.Keys, name + ".pem");

    /// <summary>The path of its private key.</summary>
    public static string KeyFile(WorldDirectory directory, string name) => Path.Combine(directory.Keys, name + ".key");

    private static void Issue(
        X509Certificate2 authority,
        WorldDirectory directory,
        string name,
        Action<SubjectAlternativeNameBuilder> addNames
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=sandbox {name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        addNames(names);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false)
        );
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(16));
        File.WriteAllText(KeyFile(directory, name), key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(CertificateFile(directory, name), certificate.ExportCertificatePem() + "\n");
    }
}
