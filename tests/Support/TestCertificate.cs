using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Tests.Support;

/// <summary>A certificate, its private key, and its issuer's certificate.</summary>
internal sealed record TestCertificate(string Pem, string KeyPem, string IssuerPem)
{
    /// <summary>
    /// Issues one for a name and its www, valid for <paramref name="life"/> days, of which <paramref name="daysLeft"/> (and a bit) are
    /// left.
    /// </summary>
    public static TestCertificate Make(string name, string issuer = "CN=a test", int life = 90, int daysLeft = 89)
    {
        var ends = DateTimeOffset.UtcNow.AddDays(daysLeft).AddHours(6);
        var starts = ends.AddDays(-life);
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuerRequest = new CertificateRequest(issuer, issuerKey, HashAlgorithmName.SHA256);
        issuerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = issuerRequest.CreateSelfSigned(starts.AddDays(-1), ends.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddDnsName($"www.{name}");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, starts, ends, RandomNumberGenerator.GetBytes(8));
        return new TestCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), authority.ExportCertificatePem());
    }
}
