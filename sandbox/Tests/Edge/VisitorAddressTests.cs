using System.Net;

namespace NodeBBInfra.Tests.Edge;

/// <summary>How the origin gets a visitor's address. https://developers.cloudflare.com/fundamentals/reference/http-headers/</summary>
public sealed class VisitorAddressTests
{
    [Fact]
    public async Task What_a_visitor_forges_never_arrives()
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor(from: "127.0.0.9");
        using var request = new HttpRequestMessage(HttpMethod.Get, edge.Https());
        foreach (
            var (name, value) in new Dictionary<string, string>
            {
                ["CF-Connecting-IP"] = "198.51.100.1",
                ["cf-connecting-ipv6"] = "2001:db8::1",
                ["CF-IPCountry"] = "T1",
                ["CF-Ray"] = "1111111111111111-XXX",
                ["CF-Visitor"] = """{"scheme":"http"}""",
                ["CF-Worker"] = "evil.example",
                ["X-Real-IP"] = "198.51.100.2",
                ["X-Forwarded-Proto"] = "http",
            }
        )
        {
            request.Headers.Add(name, value);
        }

        using var response = await visitor.SendAsync(request);

        var seen = Assert.Single(edge.Seen);
        Assert.Equal("127.0.0.9", seen["CF-Connecting-IP"]);
        Assert.Equal("XX", seen["CF-IPCountry"]);
        Assert.Equal("https", seen["X-Forwarded-Proto"]);
        Assert.Equal("""{"scheme":"https"}""", seen["CF-Visitor"]);
        Assert.Null(seen["cf-connecting-ipv6"]);
        Assert.Null(seen["CF-Worker"]);
        Assert.Null(seen["X-Real-IP"]);
        Assert.NotEqual("1111111111111111-XXX", seen["CF-Ray"]);
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7,127.0.0.1")]
    [InlineData("a, b", "a, b,127.0.0.1")]
    [InlineData("unknown,,\"x\"", "unknown,,\"x\",127.0.0.1")]
    public async Task X_Forwarded_For_is_appended_to_what_the_visitor_sent(string sent, string arrives)
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, edge.Https());
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", sent);

        using var response = await visitor.SendAsync(request);

        Assert.Equal(arrives, Assert.Single(edge.Seen)["X-Forwarded-For"]);
    }

    // All worlds share the edge's second address, so its ports are dynamic.
    [Theory]
    [InlineData("off", "::1", null)]
    [InlineData("add_header", "::1", "CF-Pseudo-IPv4")]
    [InlineData("overwrite_header", "2[45][0-9][.].*", "CF-Connecting-IPv6")]
    public async Task A_visitor_with_IPv6_is_told_of_as_Pseudo_IPv4_says(string setting, string arrives, string? other)
    {
        await using var edge = new TestEdge();
        edge.Zone.Settings["pseudo_ipv4"] = setting;
        edge.Options = edge.Options with
        {
            SecondAddress = IPAddress.IPv6Loopback,
            HttpPort = FreePort.Take(ipv6: true),
            HttpsPort = FreePort.Take(ipv6: true),
        };
        await edge.StartAsync();
        using var visitor = edge.Visitor(from: "::1");

        using var response = await visitor.GetAsync(edge.Https());

        var seen = Assert.Single(edge.Seen);
        Assert.Matches($"^{arrives}$", seen["CF-Connecting-IP"]);
        Assert.Equal(seen["CF-Connecting-IP"], seen["X-Forwarded-For"]);
        Assert.Equal(other is null ? [] : [other], seen.Headers.Keys.Where(name => name is "CF-Pseudo-IPv4" or "CF-Connecting-IPv6"));
        Assert.Equal(setting == "overwrite_header" ? "::1" : null, seen["CF-Connecting-IPv6"]);
    }

    // Documented as spoofable unless the zone adds it, which only Enterprise zones can.
    [Theory]
    [InlineData(null)]
    [InlineData("198.51.100.3")]
    public async Task True_Client_IP_is_what_the_visitor_sent_if_anything(string? sent)
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor();
        if (sent is not null)
            visitor.DefaultRequestHeaders.Add("True-Client-IP", sent);

        using var response = await visitor.GetAsync(edge.Https());

        Assert.Equal(sent, Assert.Single(edge.Seen)["True-Client-IP"]);
    }
}
