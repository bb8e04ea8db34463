using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
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
    [InlineData("MISS", "7z avi avif apk bin bmp bz2 class css csv doc docx dmg ejs eot eps exe flac gif gz ico iso jar jpg jpeg js mid midi mkv mp3 mp4 ogg otf pdf pict pls png ppt pptx ps rar svg svgz swf tar tif tiff ttf webm webp woff woff2 xls xlsx zip zst CSS Png")]
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

        foreach (var uri in (Uri[])[world.Https("/a.css"), world.Https("/a.css?v=1"), world.Https("/b.css"), world.Http("/a.css"), world.Https("/a.css", TestZone.Www)])
            using (var response = await visitor.GetAsync(uri))
                Assert.Equal("MISS", Status(response));
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
        await using var world = new EdgeWorld { Answer = context => { context.Response.StatusCode = status; return Task.CompletedTask; } };
        await world.StartAsync();

        Assert.Equal(statuses, await StatusesAsync(world, "/a.css", "/a.css"));
    }

    [Fact]
    public async Task A_conditional_or_partial_request_never_stores_less_than_the_whole()
    {
        await using var world = new EdgeWorld { Answer = Answer("hello", "max-age=600", tag: "\"1\"") };
        await world.StartAsync();
        using var visitor = world.Visitor();
        async Task<HttpResponseMessage> AskAsync(string name, string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, world.Https("/a.css"));
            request.Headers.TryAddWithoutValidation(name, value);
            return await visitor.SendAsync(request);
        }

        using var first = await AskAsync("Range", "bytes=0-1");
        using var second = await AskAsync("If-None-Match", "\"1\"");
        using var third = await visitor.GetAsync(world.Https("/a.css"));

        var seen = Assert.Single(world.Seen);
        Assert.Null(seen["Range"]);
        Assert.Equal((HttpStatusCode.NotModified, "HIT"), (second.StatusCode, Status(second)));
        Assert.Equal(("HIT", "hello"), (Status(third), await third.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("bytes=1-3", 206, "ell")]
    [InlineData("bytes=-2", 206, "lo")]
    [InlineData("bytes=9-", 416, "")]
    public async Task A_part_of_what_is_cached_is_served_from_the_cache(string range, int status, string part)
    {
        await using var world = new EdgeWorld { Answer = Answer("hello", "max-age=600", type: "video/mp4") };
        await world.StartAsync();
        Assert.Equal("MISS", await StatusesAsync(world, "/a.mp4"));
        using var visitor = world.Visitor();
        visitor.DefaultRequestHeaders.Add("Range", range);

        using var response = await visitor.GetAsync(world.Https("/a.mp4"));

        Assert.Equal(("HIT", status, part), (Status(response), (int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(5, response.Content.Headers.ContentRange?.Length);
    }

    [Theory]
    [InlineData("\"1\"", "REVALIDATED HIT", 304)]
    [InlineData("\"2\"", "EXPIRED HIT", 200)]
    public async Task The_origin_is_asked_whether_what_is_expired_is_still_right(string tag, string statuses, int answered)
    {
        var tags = new Queue<string>(["\"1\"", tag]);
        var sent = 0;
        await using var world = new EdgeWorld();
        world.Answer = async context =>
        {
            context.Response.Headers.ETag = tags.Dequeue();
            context.Response.Headers.CacheControl = "max-age=60";
            if (context.Request.Headers.IfNoneMatch == context.Response.Headers.ETag)
                context.Response.StatusCode = 304;
            else
                await context.Response.WriteAsync($"version {context.Response.Headers.ETag}");
            sent = context.Response.StatusCode;
        };
        await world.StartAsync();
        using var visitor = world.Visitor();

        Assert.Equal("MISS", await StatusesAsync(world, "/a.css"));
        world.Clock.Pass(TimeSpan.FromSeconds(61));
        using var response = await visitor.GetAsync(world.Https("/a.css"));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(statuses, $"{Status(response)} {await StatusesAsync(world, "/a.css")}");
        Assert.Equal((200, $"version {tag}", answered), ((int)response.StatusCode, body, sent));
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

    [Theory]
    [InlineData(null, null)]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("gzip, br", "gzip")]
    public async Task Every_visitor_gets_an_encoding_that_it_accepts(string? accepts, string? encoding)
    {
        await using var world = new EdgeWorld
        {
            Answer = async context =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                await zip.WriteAsync(Encoding.UTF8.GetBytes("hello, zipped"));
            },
        };
        await world.StartAsync();
        using var visitor = world.Visitor();
        if (accepts is not null)
            visitor.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", accepts);

        foreach (var target in (string[])["/page", "/a.css", "/a.css"])
        {
            using var response = await visitor.GetAsync(world.Https(target));
            Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
            var body = await response.Content.ReadAsStreamAsync();
            using var reader = new StreamReader(encoding is null ? body : new GZipStream(body, CompressionMode.Decompress));
            Assert.Equal("hello, zipped", await reader.ReadToEndAsync());
        }
    }
}
