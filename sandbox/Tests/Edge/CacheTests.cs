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
        await using var world = new EdgeWorld { Answer = Answer("x", control) };
        await world.StartAsync();

        Assert.Equal(statuses, await StatusesAsync(world, target, target, target));
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
        await using var world = await new EdgeWorld().StartAsync();

        foreach (var extension in extensions.Split(' '))
            Assert.Equal($"{extension} {status}", $"{extension} {await StatusesAsync(world, $"/file.{extension}")}");
    }

    [Fact]
    public async Task A_hit_has_its_age_the_same_body_and_headers_and_asks_nobody()
    {
        await using var world = new EdgeWorld { Answer = Answer("body { }", "public, max-age=600", type: "text/css") };
        await world.StartAsync();
        using var visitor = world.Visitor();

        using (await visitor.GetAsync(world.Https("/a.css")))
            world.Clock.Pass(TimeSpan.FromSeconds(42));
        using var hit = await visitor.GetAsync(world.Https("/a.css"));

        Assert.Equal("HIT", Status(hit));
        Assert.Equal(TimeSpan.FromSeconds(42), hit.Headers.Age);
        Assert.Equal("text/css", hit.Content.Headers.ContentType?.MediaType);
        Assert.Equal("body { }", await hit.Content.ReadAsStringAsync());
        Assert.Equal("cloudflare", hit.Headers.Server.ToString());
        Assert.Single(world.Seen);
    }

    [Fact]
    public async Task What_is_expired_is_fetched_again()
    {
        await using var world = new EdgeWorld { Answer = Answer("x", "max-age=60") };
        await world.StartAsync();

        Assert.Equal("MISS HIT", await StatusesAsync(world, "/a.css", "/a.css"));
        world.Clock.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal("EXPIRED HIT", await StatusesAsync(world, "/a.css", "/a.css"));
    }

    [Fact]
    public async Task Scheme_host_path_and_query_make_the_key()
    {
        await using var world = await new EdgeWorld().StartAsync();
        using var visitor = world.Visitor();

        foreach (
            var uri in (Uri[])
                [
                    world.Https("/a.css"),
                    world.Https("/a.css?v=1"),
                    world.Https("/b.css"),
                    world.Http("/a.css"),
                    world.Https("/a.css", TestZone.Www),
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
        await using var world = await new EdgeWorld().StartAsync();
        using var visitor = world.Visitor();

        using (var post = await visitor.PostAsync(world.Https("/a.css"), null))
            Assert.Equal("DYNAMIC", Status(post));
        using (var request = new HttpRequestMessage(HttpMethod.Head, world.Https("/a.css")))
        using (var head = await visitor.SendAsync(request))
            Assert.Equal("MISS", Status(head));
        using (var get = await visitor.GetAsync(world.Https("/a.css")))
            Assert.Equal(("HIT", "hello"), (Status(get), await get.Content.ReadAsStringAsync()));
        Assert.Equal(["POST", "GET"], world.Seen.Select(seen => seen.Method));
    }

    [Theory]
    [InlineData(404, "MISS HIT")]
    [InlineData(500, "MISS MISS")]
    [InlineData(403, "MISS MISS")]
    public async Task Statuses_have_their_own_defaults(int status, string statuses)
    {
        await using var world = new EdgeWorld
        {
            Answer = context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            },
        };
        await world.StartAsync();

        Assert.Equal(statuses, await StatusesAsync(world, "/a.css", "/a.css"));
    }

    [Fact]
    public async Task An_authorized_response_is_kept_from_others()
    {
        await using var world = new EdgeWorld { Answer = Answer("x", "max-age=60") };
        await world.StartAsync();
        using var visitor = world.Visitor();
        visitor.DefaultRequestHeaders.Add("Authorization", "Bearer 1");

        using var response = await visitor.GetAsync(world.Https("/a.css"));

        Assert.Equal("BYPASS", Status(response));
    }

    [Fact]
    public async Task The_cache_is_bounded()
    {
        await using var world = new EdgeWorld { Answer = Answer(new string('x', 2000), "max-age=600") };
        world.Options = world.Options with { CacheBytes = 10_000 };
        await world.StartAsync();

        Assert.Equal("MISS MISS", await StatusesAsync(world, "/a.css", "/a.css"));
    }
}
