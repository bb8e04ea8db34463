using System.Net;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/</summary>
public sealed class SslModeTests
{
    [Theory]
    [InlineData("strict", true)]
    [InlineData("full", true)]
    [InlineData("flexible", false)]
    public async Task The_ssl_mode_decides_how_the_origin_is_spoken_to(string mode, bool tls)
    {
        await using var edge = new TestEdge();
        edge.Zone.Settings["ssl"] = mode;
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var seen = Assert.Single(edge.Seen);
        Assert.Equal(tls, seen.Tls);
        Assert.Equal("https", seen["X-Forwarded-Proto"]);
    }

    [Fact]
    public async Task A_visitor_over_http_reaches_the_origin_over_http_even_in_strict_mode()
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Http("/.well-known/acme-challenge/x"));

        var seen = Assert.Single(edge.Seen);
        Assert.False(seen.Tls);
        Assert.Equal("http", seen["X-Forwarded-Proto"]);
        Assert.Equal("""{"scheme":"http"}""", seen["CF-Visitor"]);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("foreign name")]
    [InlineData("unknown authority")]
    [InlineData("self-signed")]
    public async Task Strict_refuses_an_invalid_certificate_and_full_takes_it(string fault)
    {
        await using var edge = new TestEdge();
        edge.OriginCertificate = fault switch
        {
            "expired" => edge.Certificates.IssueExpired(TestZone.Name),
            "foreign name" => edge.Certificates.Issue("other.test"),
            "unknown authority" => new TestCertificates().Issue(TestZone.Name),
            _ => TestCertificates.SelfSigned(TestZone.Name),
        };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using (var response = await visitor.GetAsync(edge.Https()))
            await EdgeError.IsAsync(response, 526);
        Assert.Empty(edge.Seen);

        edge.Zone.Settings["ssl"] = "full";
        using (var response = await visitor.GetAsync(edge.Https()))
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_certificate_must_be_for_the_name_that_the_visitor_asked_for()
    {
        await using var edge = new TestEdge();
        edge.OriginCertificate = edge.Certificates.Issue(TestZone.Name);
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var apex = await visitor.GetAsync(edge.Https());
        using var www = await visitor.GetAsync(edge.Https(host: TestZone.Www));

        Assert.Equal(HttpStatusCode.OK, apex.StatusCode);
        await EdgeError.IsAsync(www, 526);
    }
}
