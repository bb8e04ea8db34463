using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Tests.Cloudflare;

public class OriginCaApiTests(RefusingApi refusing) : IClassFixture<RefusingApi>
{
    private static readonly string[] Hostnames = ["example.org", "www.example.org"];

    [Theory]
    [InlineData("origin-ecc")]
    [InlineData("origin-rsa")]
    public async Task A_certificate_is_for_the_key_of_the_request_and_the_names_asked_for(string type)
    {
        await using var api = await ApiServer.StartAsync();
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = type == "origin-rsa" ? Request(rsa) : Request(ecdsa);
        var answer = await api.OkAsync("POST", "/certificates", Asked(request, type));

        using var certificate = X509Certificate2.CreateFromPem(answer.GetProperty("certificate").GetString());
        Assert.Equal(
            type == "origin-rsa" ? rsa.ExportSubjectPublicKeyInfo() : ecdsa.ExportSubjectPublicKeyInfo(),
            certificate.PublicKey.ExportSubjectPublicKeyInfo()
        );
        Assert.All(Hostnames, name => Assert.True(certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: false)));
        Assert.False(certificate.MatchesHostname("api.example.org"));
        Assert.InRange(certificate.NotAfter - DateTime.Now, TimeSpan.FromDays(364), TimeSpan.FromDays(366));

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(api.State.OriginCaRoot);
        Assert.True(chain.Build(certificate), string.Join(' ', chain.ChainStatus.Select(status => status.StatusInformation)));
    }

    [Fact]
    public async Task A_certificate_can_be_listed_read_and_revoked_once()
    {
        await using var api = await ApiServer.StartAsync();
        using var key = ECDsa.Create();
        var answer = await api.OkAsync("POST", "/certificates", Asked(Request(key)));
        var path = $"/certificates/{answer.GetProperty("id")}";
        Assert.Equal(answer.ToString(), (await api.OkAsync("GET", path)).ToString());
        Assert.Single((await api.OkAsync("GET", $"/certificates?zone_id={ApiServer.ZoneId}")).EnumerateArray());
        await api.RefusedAsync(403, 9109, "GET", "/certificates");
        await api.OkAsync("DELETE", path);
        await api.RefusedAsync(404, 1101, "DELETE", path);
        await api.RefusedAsync(404, 1101, "GET", path);
    }

    [Fact]
    public async Task Names_of_other_zones_other_validities_and_kinds_are_refused()
    {
        await using var api = await ApiServer.StartAsync();
        using var key = ECDsa.Create();
        var csr = Request(key);
        await api.OkAsync("POST", "/certificates", Asked(csr, hostnames: ["*.example.org"]));
        await api.RefusedAsync(400, 1010, "POST", "/certificates", Asked(csr, hostnames: ["example.org", "example.net"]));
        await api.RefusedAsync(400, 1010, "POST", "/certificates", Asked(csr, hostnames: ["badexample.org"]));
        await api.RefusedAsync(400, 1001, "POST", "/certificates", Asked(csr, hostnames: []));
        await api.RefusedAsync(400, 1001, "POST", "/certificates", Asked(csr, days: 366));
        await api.RefusedAsync(400, 1001, "POST", "/certificates", Asked(csr, type: "origin-dsa"));
        await api.RefusedAsync(400, 1010, "POST", "/certificates", Asked(csr, type: "origin-rsa"));
    }

    [Fact]
    public async Task A_request_that_does_not_parse_or_is_not_signed_with_its_key_is_refused()
    {
        var api = refusing.Api;
        using var key = ECDsa.Create();
        var lines = Request(key).Split('\n');
        var bytes = Convert.FromBase64String(string.Concat(lines[1..^1]));
        bytes[^1] ^= 1;
        await api.RefusedAsync(400, 1010, "POST", "/certificates", Asked("CSR-TEXT"));
        await api.RefusedAsync(400, 1010, "POST", "/certificates", Asked(PemEncoding.WriteString("CERTIFICATE REQUEST", bytes)));
        await api.RefusedAsync(400, 1001, "POST", "/certificates", new { hostnames = Hostnames, request_type = "origin-ecc" });
        await api.RefusedAsync(400, 1001, "POST", "{zone}/origin_tls_client_auth", new { certificate = "AAAA", private_key = "AAAA" });
    }

    private static string Request(ECDsa key) =>
        new CertificateRequest("CN=example.org", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

    private static string Request(RSA key) =>
        new CertificateRequest("CN=example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem();

    private static object Asked(string csr, string type = "origin-ecc", string[]? hostnames = null, int days = 365) =>
        new
        {
            csr,
            hostnames = hostnames ?? Hostnames,
            request_type = type,
            requested_validity = days,
        };
}
