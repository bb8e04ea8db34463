using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>The simulated Origin CA. As with Cloudflare's, only the edge trusts its certificates.</summary>
/// <remarks>https://developers.cloudflare.com/ssl/origin-configuration/origin-ca/</remarks>
internal sealed class OriginCa
{
    // More than the longest certificate, which is valid for 15 years.
    private const int YearsOfTheRoot = 30;

    private OriginCa(X509Certificate2 root) => Root = root;

    /// <summary>The root certificate, with its key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Loads the CA from a file or creates it there: certificate and key in PEM, readable only by the owner.</summary>
    public static OriginCa Load(string file)
    {
        if (File.Exists(file))
            return new OriginCa(X509Certificate2.CreateFromPemFile(file));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            "CN=Simulated Cloudflare Origin ECC Certificate Authority, O=NodeBBInfra sandbox",
            key,
            HashAlgorithmName.SHA256
        );
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
        var root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddYears(YearsOfTheRoot));
        AtomicFile.Write(file, System.Text.Encoding.ASCII.GetBytes($"{root.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
        return new OriginCa(root);
    }

    /// <summary>Issues a certificate for a key.</summary>
    /// <param name="key">The public key of a certificate request.</param>
    /// <param name="hostnames">The names, including wildcards.</param>
    /// <param name="days">The validity.</param>
    public X509Certificate2 Issue(PublicKey key, IEnumerable<string> hostnames, int days)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=CloudFlare Origin Certificate, OU=CloudFlare Origin CA, O=CloudFlare (simulated)"),
            key,
            HashAlgorithmName.SHA256
        );
        var names = new SubjectAlternativeNameBuilder();
        foreach (var hostname in hostnames)
            names.AddDnsName(hostname);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: false,
                hasPathLengthConstraint: false,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false)
        );
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, includeKeyIdentifier: true, includeIssuerAndSerial: false)
        );

        // Backdated by some minutes for slow clocks. A serial number must not be negative.
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x01);
        using var issuer = Root.GetECDsaPrivateKey()!;
        return request.Create(
            Root.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuer),
            DateTimeOffset.UtcNow.AddMinutes(-5),
            DateTimeOffset.UtcNow.AddDays(days),
            serial
        );
    }

    /// <summary>The API's id of a certificate: its serial number in decimal.</summary>
    public static string IdOf(X509Certificate2 certificate) =>
        new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true).ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
}
