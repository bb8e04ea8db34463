using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NodeBBInfra.Sandbox.Acme;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>Issues the edge's certificate, which visitors trust, and the origin's, which only the edge trusts.</summary>
internal static class Certificates
{
    /// <summary>Gives the origin a certificate of the zone's Origin CA, with certbot's files next to it.</summary>
    public static void Issue(CloudflareState state)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = state.OriginCa.Issue(new PublicKey(key), OriginMachine.Domain.Hosts, days: 90);
        foreach (var folder in new[] { "/etc/nginx/certificate", $"/etc/letsencrypt/live/{OriginMachine.Domain.Name}" })
        {
            Mounts.Write($"{folder}/fullchain.pem", certificate.ExportCertificatePem());
            Mounts.Write($"{folder}/privkey.pem", key.ExportPkcs8PrivateKeyPem());
        }
        const string packages = $"{Mounts.Root}/usr/lib/python3/dist-packages";
        Mounts.Write(
            "/etc/letsencrypt/options-ssl-nginx.conf",
            File.ReadAllText($"{packages}/certbot_nginx/_internal/tls_configs/options-ssl-nginx.conf")
        );
        Mounts.Write("/etc/letsencrypt/ssl-dhparams.pem", File.ReadAllText($"{packages}/certbot/ssl-dhparams.pem"));
    }

    /// <summary>Issues the edge's certificate and returns it with the CA's file.</summary>
    public static (X509Certificate2 Certificate, string AuthorityFile) ForEdge()
    {
        var directory = new WorldDirectory($"{Mounts.Base}/edge");
        Directory.CreateDirectory(directory.Keys);
        SandboxCa.Make(directory, OriginMachine.Domain.Name, Addresses.Edge);
        return (
            X509Certificate2.CreateFromPemFile(SandboxCa.CertificateFile(directory, "edge"), SandboxCa.KeyFile(directory, "edge")),
            directory.CaCertificate
        );
    }
}
