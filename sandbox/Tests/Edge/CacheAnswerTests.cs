using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using static NodeBBInfra.Tests.Edge.CacheTesting;

namespace NodeBBInfra.Tests.Edge;

/// <summary>
/// Range and conditional requests and encodings of cached responses. https://developers.cloudflare.com/cache/concepts/revalidation/
/// </summary>
public sealed class CacheAnswerTests
{
    [Fact]
    public async Task HEAD_is_answered_from_the_cache_with_the_length_and_no_body()
    {
        await using var edge = new TestEdge { Answer = Answer("hello", "max-age=600", type: "text/css") };
        await edge.StartAsync();
        Assert.Equal("MISS", await StatusesAsync(edge, "/a.css"));
        using var visitor = edge.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Head, edge.Https("/a.css"));

        using var response = await visitor.SendAsync(request);

        Assert.Equal(
            ("HIT", 200, 5, "text/css"),
            (
                Status(response),
                (int)response.StatusCode,
                response.Content.Headers.ContentLength,
                response.Content.Headers.ContentType?.ToString()
            )
        );
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_has_no_type_gets_none_from_the_cache()
    {
        await using var edge = await new TestEdge().StartAsync();
        Assert.Equal("MISS", await StatusesAsync(edge, "/a.css"));
        using var visitor = edge.Visitor();

        using var response = await visitor.GetAsync(edge.Https("/a.css"));

        Assert.Equal(("HIT", null), (Status(response), response.Content.Headers.ContentType));
    }

    [Fact]
    public async Task A_conditional_or_partial_request_never_stores_less_than_the_whole()
    {
        await using var edge = new TestEdge { Answer = Answer("hello", "max-age=600", tag: "\"1\"") };
        await edge.StartAsync();
        using var visitor = edge.Visitor();
        async Task<HttpResponseMessage> AskAsync(string name, string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, edge.Https("/a.css"));
            request.Headers.TryAddWithoutValidation(name, value);
            return await visitor.SendAsync(request);
        }

        using var first = await AskAsync("Range", "bytes=0-1");
        using var second = await AskAsync("If-None-Match", "\"1\"");
        using var third = await visitor.GetAsync(edge.Https("/a.css"));

        var seen = Assert.Single(edge.Seen);
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
        await using var edge = new TestEdge { Answer = Answer("hello", "max-age=600", type: "video/mp4") };
        await edge.StartAsync();
        Assert.Equal("MISS", await StatusesAsync(edge, "/a.mp4"));
        using var visitor = edge.Visitor();
        visitor.DefaultRequestHeaders.Add("Range", range);

        using var response = await visitor.GetAsync(edge.Https("/a.mp4"));

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
        await using var edge = new TestEdge();
        edge.Answer = async context =>
        {
            context.Response.Headers.ETag = tags.Dequeue();
            context.Response.Headers.CacheControl = "max-age=60";
            if (context.Request.Headers.IfNoneMatch == context.Response.Headers.ETag)
                context.Response.StatusCode = 304;
            else
                await context.Response.WriteAsync($"version {context.Response.Headers.ETag}");
            sent = context.Response.StatusCode;
        };
        await edge.StartAsync();
        using var visitor = edge.Visitor();

        Assert.Equal("MISS", await StatusesAsync(edge, "/a.css"));
        edge.Clock.Pass(TimeSpan.FromSeconds(61));
        using var response = await visitor.GetAsync(edge.Https("/a.css"));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(statuses, $"{Status(response)} {await StatusesAsync(edge, "/a.css")}");
        Assert.Equal((200, $"version {tag}", answered), ((int)response.StatusCode, body, sent));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("gzip, br", "gzip")]
    public async Task Every_visitor_gets_an_encoding_that_it_accepts(string? accepts, string? encoding)
    {
        await using var edge = new TestEdge
        {
            Answer = async context =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                await zip.WriteAsync(Encoding.UTF8.GetBytes("hello, zipped"));
            },
        };
        await edge.StartAsync();
        using var visitor = edge.Visitor();
        if (accepts is not null)
            visitor.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", accepts);

        foreach (var target in (string[])["/page", "/a.css", "/a.css"])
        {
            using var response = await visitor.GetAsync(edge.Https(target));
            Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
            var body = await response.Content.ReadAsStreamAsync();
            using var reader = new StreamReader(encoding is null ? body : new GZipStream(body, CompressionMode.Decompress));
            Assert.Equal("hello, zipped", await reader.ReadToEndAsync());
        }
    }
}
