using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Tests.Edge;

/// <summary>Which pages the edge rewrites with which settings, and their headers.</summary>
public sealed class PageRewritingTests
{
    private const string Page = "<body><a href=\"http://forum.test/\">me@forum.test</a><script>1</script></body>";

    [Theory]
    [InlineData("automatic_https_rewrites", "href=\"https://forum.test/\"")]
    [InlineData("email_obfuscation", "data-cfemail=")]
    [InlineData("rocket_loader", "rocket-loader.min.js")]
    public async Task Each_setting_does_its_own(string setting, string mark)
    {
        await using var edge = EdgeWith(setting, "text/html; charset=utf-8");
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        Assert.Contains(mark, await visitor.GetStringAsync(edge.Https("/on")), StringComparison.Ordinal);
        edge.Zone.Settings[setting] = "off";
        Assert.Equal(Page, await visitor.GetStringAsync(edge.Https("/on")));
    }

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("text/plain", null)]
    [InlineData(null, null)]
    [InlineData("text/html", "public, no-transform")]
    public async Task What_is_no_page_or_says_so_stays_as_it_is(string? type, string? control)
    {
        await using var edge = EdgeWith("email_obfuscation", type, control);
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        Assert.Equal(Page, await visitor.GetStringAsync(edge.Https("/page")));
    }

    [Fact]
    public async Task Links_are_rewritten_for_https_visitors_only()
    {
        await using var edge = EdgeWith("automatic_https_rewrites", "text/html");
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        Assert.Equal(Page, await visitor.GetStringAsync(edge.Http("/page")));
    }

    [Theory]
    [InlineData("me@forum.test", null, "W/\"1\"")]
    [InlineData("nothing", "gzip", "\"1\"")]
    public async Task A_packed_page_is_unpacked_only_if_something_in_it_changes(string text, string? encoding, string tag)
    {
        await using var edge = new TestEdge
        {
            Answer = async context =>
            {
                context.Response.ContentType = "text/html";
                context.Response.Headers.ContentEncoding = "gzip";
                context.Response.Headers.ETag = "\"1\"";
                await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                await zip.WriteAsync(Encoding.UTF8.GetBytes(text));
            },
        };
        edge.Zone.AddCacheRule("""http.request.uri.path eq "/kept" """, """{"cache":true}""");
        await edge.StartAsync();
        using var visitor = edge.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");

        foreach (var target in (string[])["/page", "/kept", "/kept"])
        {
            using var response = await visitor.GetAsync(edge.Https(target));
            Assert.Equal((encoding, tag), (response.Content.Headers.ContentEncoding.SingleOrDefault(), response.Headers.ETag?.ToString()));
            Assert.DoesNotContain("me@forum.test", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_whose_rest_never_comes_is_524()
    {
        await using var edge = new TestEdge
        {
            Answer = async context =>
            {
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<p>first half");
                await context.Response.Body.FlushAsync();
                await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted);
            },
        };
        edge.Options = edge.Options with { ReadTimeout = TimeSpan.FromMilliseconds(500) };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https());

        await EdgeError.IsAsync(response, 524);
    }

    [Theory]
    [InlineData("/cdn-cgi/scripts/5c5dd728/cloudflare-static/email-decode.min.js", 200)]
    [InlineData("/cdn-cgi/scripts/7d0fa10a/cloudflare-static/rocket-loader.min.js", 200)]
    [InlineData("/cdn-cgi/l/email-protection", 200)]
    [InlineData("/cdn-cgi/other", 404)]
    public async Task What_rewritten_pages_load_comes_from_the_edge(string path, int status)
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https(path));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(edge.Seen);
    }

    private static TestEdge EdgeWith(string onlyFeature, string? type, string? control = null)
    {
        var edge = new TestEdge
        {
            Answer = context =>
            {
                context.Response.ContentType = type;
                if (control is not null)
                    context.Response.Headers.CacheControl = control;
                return context.Response.WriteAsync(Page);
            },
        };
        foreach (var feature in (string[])["automatic_https_rewrites", "email_obfuscation", "rocket_loader"])
            edge.Zone.Settings[feature] = feature == onlyFeature ? "on" : "off";
        return edge;
    }
}
