using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Tests.Cloudflare;

public class ZoneObjectsApiTests(RefusingApi refusing) : IClassFixture<RefusingApi>
{
    [Theory]
    [InlineData("PUT", "{zone}/url_normalization", """{"type":"none","scope":"incoming"}""")]
    [InlineData("PUT", "{zone}/bot_management", """{"fight_mode":"off"}""")]
    [InlineData("PUT", "{zone}/bot_management", """{"sbfm_likely_automated":"block"}""")]
    [InlineData("PUT", "{zone}/origin_tls_client_auth/settings", "{}")]
    public async Task What_an_object_cannot_be_is_refused(string method, string path, string body)
    {
        var api = refusing.Api;
        await api.RefusedAsync(400, 1001, method, path, body);
    }

    [Theory]
    [InlineData("PUT", "{zone}/url_normalization", """{"type":"rfc3986","scope":"both"}""", "type", "cloudflare")]
    public async Task Deleting_an_object_brings_back_what_a_new_zone_has(
        string method,
        string path,
        string body,
        string member,
        string standard
    )
    {
        await using var api = await ApiServer.StartAsync();
        Assert.Equal(standard, (await api.OkAsync("GET", path)).GetProperty(member).GetString());
        await api.OkAsync(method, path, body);
        Assert.NotEqual(standard, (await api.OkAsync("GET", path)).GetProperty(member).GetString());
        await api.OkAsync("DELETE", path);
        Assert.Equal(standard, (await api.OkAsync("GET", path)).GetProperty(member).GetString());
    }

    [Fact]
    public async Task Bot_management_keeps_what_an_update_does_not_name()
    {
        await using var api = await ApiServer.StartAsync();
        await api.OkAsync("PUT", "{zone}/bot_management", new { fight_mode = true });
        var bots = await api.OkAsync("PUT", "{zone}/bot_management", new { enable_js = true });
        Assert.True(bots.GetProperty("fight_mode").GetBoolean() && bots.GetProperty("enable_js").GetBoolean());
    }

    [Fact]
    public async Task A_certificate_for_origin_pulls_needs_its_own_key_and_never_gives_it_back()
    {
        await using var api = await ApiServer.StartAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=pulls", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow,
            DateTimeOffset.UtcNow.AddDays(30)
        );
        var pem = certificate.ExportCertificatePem();

        await api.RefusedAsync(
            400,
            1001,
            "POST",
            "{zone}/origin_tls_client_auth",
            new { certificate = pem, private_key = other.ExportPkcs8PrivateKeyPem() }
        );
        var made = await api.OkAsync(
            "POST",
            "{zone}/origin_tls_client_auth",
            new { certificate = pem, private_key = key.ExportPkcs8PrivateKeyPem() }
        );
        Assert.Equal("CN=pulls", made.GetProperty("issuer").GetString());
        Assert.DoesNotContain("PRIVATE KEY", await File.ReadAllTextAsync(api.StateFile), StringComparison.Ordinal);
    }
}
