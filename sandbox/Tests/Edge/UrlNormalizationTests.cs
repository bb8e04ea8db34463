using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/rules/normalization/examples/ and .../how-it-works/</summary>
public sealed class UrlNormalizationTests
{
    [Theory]
    [InlineData("rfc3986", "/%68ello", "/hello")]
    [InlineData("rfc3986", @"/%68ello//pa\th", "/hello//pa%5Cth")]
    [InlineData("cloudflare", @"/%68ello//pa\th", "/hello/pa/th")]
    [InlineData("rfc3986", "/hello//../path", "/hello/path")]
    [InlineData("cloudflare", "/hello//../path", "/path")]
    [InlineData("rfc3986", @"/hello/\../path", "/hello/%5C../path")]
    [InlineData("cloudflare", @"/hello/\../path", "/path")]
    [InlineData("cloudflare", "/a%2fb%7e%2E/%zz", "/a%2Fb~./%zz")]
    [InlineData("cloudflare", "/a|b{c}\"é", "/a%7Cb%7Bc%7D%22%C3%A9")]
    [InlineData("cloudflare", "/a#b@c", "/a#b@c")]
    [InlineData("cloudflare", "/../a/./b/..", "/a/")]
    [InlineData("cloudflare", @"/a?b=\%41/../#", @"/a?b=\%41/../#")]
    public void A_path_becomes_what_the_documentation_says(string type, string target, string expected)
    {
        var both = new UrlNormalization(type, "both");

        Assert.Equal(expected, both.ToOrigin(target));
        Assert.Equal(expected.Split('?')[0], both.Seen(target).Path);
        Assert.Equal(target, new UrlNormalization(type, "incoming").ToOrigin(target));
        Assert.Equal(expected.Split('?')[0], new UrlNormalization(type, "incoming").Seen(target).Path);
        Assert.Equal(target.Split('?')[0], new UrlNormalization(type, "none").Seen(target).Path);
    }

    [Theory]
    [InlineData("none", "DYNAMIC", "/%61ssets/x/../client.css")]
    [InlineData("incoming", "MISS", "/%61ssets/x/../client.css")]
    [InlineData("both", "MISS", "/assets/client.css")]
    public async Task Rules_see_it_and_the_origin_gets_it_as_the_scope_says(string scope, string status, string toOrigin)
    {
        await using var edge = new TestEdge();
        edge.Zone.UrlNormalization = new UrlNormalization("cloudflare", scope);
        edge.Zone.AddCacheRule("""not starts_with(http.request.uri.path, "/assets/")""", """{"cache":false}""");
        await edge.StartAsync();
        using var visitor = edge.Visitor();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(
                edge.Https().ToString().TrimEnd('/') + "/%61ssets/x/../client.css",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );

        using var response = await visitor.SendAsync(request);

        Assert.Equal(status, CacheTesting.Status(response));
        Assert.Equal(toOrigin, Assert.Single(edge.Seen).Target);
    }
}
