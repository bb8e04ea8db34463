using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Tests.Edge;

/// <summary>The stages before any rule: hostnames, TLS, redirects, trace, uploads.</summary>
public sealed class EntryTests
{
    [Theory]
    [InlineData("other.test", 409, 1001)]
    [InlineData("grey.forum.test", 409, 1001)]
    [InlineData("dangling.forum.test", 530, 1016)]
    public async Task A_hostname_that_is_not_proxied_is_refused_as_Cloudflare_refuses_it(string host, int status, int code)
    {
        await using var edge = new TestEdge();
        edge.Zone.Records["dangling.forum.test"] = [];
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Http(host: host));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains($"error code: {code}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(edge.Seen);
    }

    [Theory]
    [InlineData("other.test")]
    [InlineData("a.b.forum.test")]
    public async Task There_is_no_certificate_for_names_outside_the_zones(string host)
    {
        await using var edge = await new TestEdge().StartAsync();
        using var handler = edge.Handler();
        var shown = 0;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => ++shown > 0;
        using var visitor = new HttpClient(handler);

        await Assert.ThrowsAsync<HttpRequestException>(() => visitor.GetAsync(edge.Https(host: host)));

        Assert.Equal(0, shown);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/topic/1/a%20b?page=2&x=%2F")]
    public async Task Always_use_https_redirects_and_keeps_path_and_query(string target)
    {
        await using var edge = new TestEdge();
        edge.Zone.Settings["always_use_https"] = "on";
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Http(target));

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(edge.Https(target), response.Headers.Location);
        Assert.False(response.Headers.Contains("CF-Cache-Status"));
        Assert.Empty(edge.Seen);
    }

    [Fact]
    public async Task Ssl_off_sends_visitors_to_http()
    {
        await using var edge = new TestEdge();
        edge.Zone.Settings["ssl"] = "off";
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https("/x"));

        Assert.Equal(edge.Http("/x"), response.Headers.Location);
    }

    [Theory]
    [InlineData("1.2", "on", SslProtocols.Tls12, true)]
    [InlineData("1.2", "on", SslProtocols.Tls13, true)]
    [InlineData("1.3", "on", SslProtocols.Tls12, false)]
    [InlineData("1.3", "on", SslProtocols.Tls13, true)]
    [InlineData("1.2", "off", SslProtocols.Tls13, false)]
    public async Task The_zone_decides_which_TLS_versions_visitors_may_speak(
        string minimum,
        string tls13,
        SslProtocols spoken,
        bool welcome
    )
    {
        await using var edge = new TestEdge();
        edge.Zone.Settings["min_tls_version"] = minimum;
        edge.Zone.Settings["tls_1_3"] = tls13;
        await edge.StartAsync();
        using var handler = edge.Handler();
        handler.SslOptions.EnabledSslProtocols = spoken;
        using var visitor = new HttpClient(handler) { DefaultRequestHeaders = { { "User-Agent", TestEdge.Browser } } };

        if (welcome)
        {
            using (var response = await visitor.GetAsync(edge.Https()))
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        else
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => visitor.GetAsync(edge.Https()));
        }
    }

    [Fact]
    public async Task Trace_is_answered_by_the_edge()
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor(from: "127.0.0.5");
        using var request = new HttpRequestMessage(HttpMethod.Get, edge.Https("/cdn-cgi/trace"));
        request.Headers.UserAgent.ParseAdd("tester/1");

        using var response = await visitor.SendAsync(request);
        var lines = (await response.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(
            ["fl", "h", "ip", "ts", "visit_scheme", "uag", "colo", "sliver", "http", "loc", "tls", "sni", "warp", "gateway"],
            lines.Keys
        );
        Assert.Equal((TestZone.Name, "127.0.0.5", "https", "tester/1"), (lines["h"], lines["ip"], lines["visit_scheme"], lines["uag"]));
        Assert.Equal(("AMS", "none", "http/1.1", "TLSv1.3"), (lines["colo"], lines["sliver"], lines["http"], lines["tls"]));
        Assert.Empty(edge.Seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_over_the_limit_is_413(bool withLength)
    {
        await using var edge = new TestEdge
        {
            Answer = async context => await context.Response.WriteAsync($"{await CountAsync(context.Request.Body)}"),
        };
        edge.Options = edge.Options with { MaxUploadBytes = 100_000 };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        // Chunked framing counts too, so without a length the edge's limit is not exact.
        var most = withLength ? 100_000 : 99_000;
        using (var response = await visitor.PostAsync(edge.Https(), Body(most, withLength)))
            Assert.Equal($"{most}", await response.Content.ReadAsStringAsync());
        using (var response = await visitor.PostAsync(edge.Https(), Body(100_001, withLength)))
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task The_limit_is_100_MB()
    {
        await using var edge = new TestEdge();

        Assert.Equal(104_857_600, edge.Options.MaxUploadBytes);
    }

    private static HttpContent Body(int size, bool withLength)
    {
        var content = new StreamContent(new MemoryStream(new byte[size]));
        if (!withLength)
            content.Headers.ContentLength = null;
        return withLength ? content : new Chunked(content);
    }

    private static async Task<long> CountAsync(Stream body)
    {
        var buffer = new byte[8192];
        long count = 0;
        for (int read; (read = await body.ReadAsync(buffer)) > 0; )
            count += read;
        return count;
    }

    private sealed class Chunked(HttpContent inner) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => inner.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
