using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>A change through the API applies at the edge's next request.</summary>
public class ZoneAtTheEdgeTests
{
    private static readonly string[] Hostnames = [ApiServer.Domain];

    [Fact]
    public async Task A_change_by_the_API_is_in_force_at_the_next_request()
    {
        await using var api = await ApiServer.StartAsync();
        using var certificate = await OriginCaCertificateAsync(api);
        var trust = new X509Certificate2Collection(api.State.OriginCaRoot);
        await using var edge = await EdgeOnState.StartAsync(api.State, certificate, trust);

        Assert.Equal(409, await edge.GetAsync("/"));
        var record = await api.OkAsync(
            "POST",
            "{zone}/dns_records",
            new
            {
                name = "@",
                type = "A",
                content = EdgeOnState.Origin.ToString(),
                ttl = 1,
                proxied = true,
            }
        );
        Assert.Equal(200, await edge.GetAsync("/"));

        // Strict trusts the Origin CA; browsers do not.
        await api.OkAsync("PATCH", "{zone}/settings/ssl", new { value = "strict" });
        Assert.Equal(200, await edge.GetAsync("/"));
        trust.Clear();
        Assert.Equal(526, await edge.GetAsync("/"));
        await api.OkAsync("PATCH", "{zone}/settings/ssl", new { value = "full" });
        Assert.Equal(200, await edge.GetAsync("/"));

        Assert.Equal(200, await edge.GetAsync("/", "http"));
        await api.OkAsync("PATCH", "{zone}/settings/always_use_https", new { value = "on" });
        Assert.Equal(301, await edge.GetAsync("/", "http"));

        Assert.Equal(200, await edge.GetAsync("/xmlrpc.php"));
        var rule = new
        {
            @ref = "block",
            action = "block",
            expression = """http.request.uri.path eq "/xmlrpc.php" """,
        };
        var ruleset = await api.OkAsync(
            "POST",
            "{zone}/rulesets",
            new
            {
                name = "default",
                kind = "zone",
                phase = "http_request_firewall_custom",
                rules = new[] { rule },
            }
        );
        Assert.Equal(403, await edge.GetAsync("/xmlrpc.php"));
        await api.SendAsync("DELETE", $"{{zone}}/rulesets/{ruleset.GetProperty("id")}");
        Assert.Equal(200, await edge.GetAsync("/xmlrpc.php"));

        await api.OkAsync("DELETE", $"{{zone}}/dns_records/{record.GetProperty("id")}");
        Assert.Equal(409, await edge.GetAsync("/"));
    }

    private static async Task<X509Certificate2> OriginCaCertificateAsync(ApiServer api)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest($"CN={ApiServer.Domain}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var answer = await api.OkAsync(
            "POST",
            "/certificates",
            new
            {
                csr,
                hostnames = Hostnames,
                request_type = "origin-ecc",
                requested_validity = 7,
            }
        );
        return X509Certificate2.CreateFromPem(answer.GetProperty("certificate").GetString(), key.ExportPkcs8PrivateKeyPem());
    }
}
