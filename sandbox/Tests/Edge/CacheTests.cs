using static NodeBBInfra.Tests.Edge.CacheTesting;

namespace NodeBBInfra.Tests.Edge;

/// <summary>https://developers.cloudflare.com/cache/concepts/default-cache-behavior/ and .../cache-responses/</summary>
public sealed class CacheTests
{
    [Theory]
    [InlineData("/assets/client.css", null, "MISS HIT HIT")]
    [InlineData("/assets/client.css?v=1", "public, max-age=600", "MISS HIT HIT")]
    [InlineData("/robots.txt", null, "MISS HIT HIT")]
    [InlineData("/", "public, max-age=600", "DYNAMIC DYNAMIC DYNAMIC")]
    [InlineData("/api/config", null, "DYNAMIC DYNAMIC DYNAMIC")]
    [InlineData("/data.json", "public, max-age=600", "DYNAMIC DYNAMIC DYNAMIC")]
    [InlineData("/a.css", "private", "BYPASS BYPASS BYPASS")]
    [InlineData("/a.css", "no-store", "BYPASS BYPASS BYPASS")]
    [InlineData("/a.css", "public, max-age=0", "BYPASS BYPASS BYPASS")]
    [InlineData("/a.css", "public, max-age=0, s-maxage=60", "MISS HIT HIT")]
    public async Task By_default_the_extension_and_the_origin_decide(string target, string? control, string statuses)
    {
        await using var edge = new TestEdge { Answer = Answer("x", control) };
        await edge.StartAsync();

        Assert.Equal(statuses, await StatusesAsync(edge, target, target, target));
    }

    // https://developers.cloudflare.com/cache/concepts/default-cache-behavior/#default-cached-file-extensions
    [Theory]
    [InlineData(
        "MISS",
        "7z avi avif apk bin bmp bz2 class css csv doc docx dmg ejs eot eps exe flac gif gz ico iso jar jpg jpeg js mid midi mkv mp3 mp4 ogg otf pdf pict pls png ppt pptx ps rar svg svgz swf tar tif tiff ttf webm webp woff woff2 xls xlsx zip zst CSS Png"
    )]
    [InlineData("DYNAMIC", "html htm json xml txt md php mjs wasm map rss webmanifest")]
    public async Task The_documented_extensions_are_eligible_and_no_others(string status, string extensions)
    {
        await using var edge = await new TestEdge().StartAsync();

        foreach (var extension in extensions.Split(' '))
            Assert.Equal($"{extension} {status}", $"{extension} {await StatusesAsync(edge, $"/file.{extension}")}");
    }

    [Fact]
    public async Task A_hit_has_its_age_the_same_body_and_headers_and_asks_nobody()
    {
        await using var edge = new TestEdge { Answer = Answer("body { }", "public, max-age=600", type: "text/css") };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        using (await visitor.GetAsync(edge.Https("/a.css")))
            edge.Clock.Pass(TimeSpan.FromSeconds(42));
        using var hit = await visitor.GetAsync(edge.Https("/a.css"));

        Assert.Equal("HIT", Status(hit));
        Assert.Equal(TimeSpan.FromSeconds(42), hit.Headers.Age);
        Assert.Equal("text/css", hit.Content.Headers.ContentType?.MediaType);
        Assert.Equal("body { }", await hit.Content.ReadAsStringAsync());
        Assert.Equal("cloudflare", hit.Headers.Server.ToString());
        Assert.Single(edge.Seen);
    }

    [Fact]
    public async Task What_is_expired_is_fetched_again()
    {
        await using var edge = new TestEdge { Answer = Answer("x", "max-age=60") };
        await edge.StartAsync();

        Assert.Equal("MISS HIT", await StatusesAsync(edge, "/a.css", "/a.css"));
        edge.Clock.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal("EXPIRED HIT", await StatusesAsync(edge, "/a.css", "/a.css"));
    }

    [Fact]
    public async Task Scheme_host_path_and_query_make_the_key()
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor();

        foreach (
            var uri in (Uri[])
                [
                    edge.Https("/a.css"),
                    edge.Https("/a.css?v=1"),
                    edge.Https("/b.css"),
                    edge.Http("/a.css"),
                    edge.Https("/a.css", TestZone.Www),
                ]
        )
        {
            using (var response = await visitor.GetAsync(uri))
                Assert.Equal("MISS", Status(response));
        }
    }

    [Fact]
    public async Task Only_GET_and_HEAD_are_cached_and_HEAD_fills_for_GET()
    {
        await using var edge = await new TestEdge().StartAsync();
        using var visitor = edge.Visitor();

        using (var post = await visitor.PostAsync(edge.Https("/a.css"), null))
            Assert.Equal("DYNAMIC", Status(post));
        using (var request = new HttpRequestMessage(HttpMethod.Head, edge.Https("/a.css")))
        using (var head = await visitor.SendAsync(request))
            Assert.Equal("MISS", Status(head));
        using (var get = await visitor.GetAsync(edge.Https("/a.css")))
            Assert.Equal(("HIT", "hello"), (Status(get), await get.Content.ReadAsStringAsync()));
        Assert.Equal(["POST", "GET"], edge.Seen.Select(seen => seen.Method));
    }

    [Theory]
    [InlineData(404, "MISS HIT")]
    [InlineData(500, "MISS MISS")]
    [InlineData(403, "MISS MISS")]
    public async Task Statuses_have_their_own_defaults(int status, string statuses)
    {
        await using var edge = new TestEdge
        {
            Answer = context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            },
        };
        await edge.StartAsync();

        Assert.Equal(statuses, await StatusesAsync(edge, "/a.css", "/a.css"));
    }

    [Fact]
    public async Task An_authorized_response_is_kept_from_others()
    {
        await using var edge = new TestEdge { Answer = Answer("x", "max-age=60") };
        await edge.StartAsync();
        using var visitor = edge.Visitor();
        visitor.DefaultRequestHeaders.Add("Authorization", "Bearer 1");

        using var response = await visitor.GetAsync(edge.Https("/a.css"));

        Assert.Equal("BYPASS", Status(response));
    }

    [Fact]
    public async Task The_cache_is_bounded()
    {
        await using var edge = new TestEdge { Answer = Answer(new string('x', 2000), "max-age=600") };
        edge.Options = edge.Options with { CacheBytes = 10_000 };
        await edge.StartAsync();

        Assert.Equal("MISS MISS", await StatusesAsync(edge, "/a.css", "/a.css"));
    }
}
