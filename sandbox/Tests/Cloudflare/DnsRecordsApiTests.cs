namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>What the API makes of a DNS record, and what it refuses.</summary>
public class DnsRecordsApiTests(RefusingApi refusing) : IClassFixture<RefusingApi>
{
    private const string Path = "{zone}/dns_records";

    [Theory]
    [InlineData("@", "example.org")]
    [InlineData("www", "www.example.org")]
    [InlineData("WWW.Example.org.", "www.example.org")]
    [InlineData("a.b", "a.b.example.org")]
    public async Task A_name_becomes_a_full_one(string given, string full)
    {
        await using var api = await ApiServer.StartAsync();
        var record = await api.OkAsync(
            "POST",
            Path,
            new
            {
                name = given,
                type = "A",
                content = "198.18.0.1",
                ttl = 1,
            }
        );
        Assert.Equal(full, record.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("A", "198.18.0.1.2", 9005)]
    [InlineData("A", "::1", 9005)]
    [InlineData("A", "1", 9005)]
    [InlineData("AAAA", "198.18.0.1", 9006)]
    [InlineData("CNAME", "not a host", 9007)]
    [InlineData("TXT", "", 9000)]
    [InlineData("WHAT", "x", 9000)]
    [InlineData("MX", "mail.example.org", 9102)]
    public async Task Content_must_fit_the_type(string type, string content, int cause)
    {
        var api = refusing.Api;
        var error = await api.RefusedAsync(
            400,
            1004,
            "POST",
            Path,
            new
            {
                name = "example.org",
                type,
                content,
                ttl = 1,
            }
        );
        Assert.Equal(cause, error.GetProperty("error_chain")[0].GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("TXT", "x", 1, true, 9004)]
    [InlineData("MX", "mail.example.org", 300, true, 9004)]
    [InlineData("A", "198.18.0.1", 300, true, 9021)]
    [InlineData("A", "198.18.0.1", 59, false, 9021)]
    [InlineData("A", "198.18.0.1", 86401, false, 9021)]
    public async Task Only_addresses_and_aliases_are_proxied_and_those_with_automatic_ttl(
        string type,
        string content,
        int ttl,
        bool proxied,
        int cause
    )
    {
        var api = refusing.Api;
        var error = await api.RefusedAsync(
            400,
            1004,
            "POST",
            Path,
            new
            {
                name = "example.org",
                type,
                content,
                ttl,
                proxied,
                priority = 1,
            }
        );
        Assert.Equal(cause, error.GetProperty("error_chain")[0].GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_missing_record_is_refused_by_every_method()
    {
        var api = refusing.Api;
        foreach (var method in new[] { "GET", "DELETE", "PUT", "PATCH" })
        {
            await api.RefusedAsync(
                404,
                81044,
                method,
                $"{Path}/{new string('0', 32)}",
                new
                {
                    name = "a",
                    type = "A",
                    content = "198.18.0.1",
                }
            );
        }
    }

    [Fact]
    public async Task A_patch_keeps_what_it_does_not_name_and_the_id_stays()
    {
        await using var api = await ApiServer.StartAsync();
        var made = await api.OkAsync(
            "POST",
            Path,
            new
            {
                name = "www",
                type = "A",
                content = "198.18.0.1",
                ttl = 1,
                proxied = true,
                comment = "ours",
            }
        );
        var patched = await api.OkAsync("PATCH", $"{Path}/{made.GetProperty("id")}", new { content = "198.18.0.2" });
        Assert.Equal(
            ("198.18.0.2", true, "ours", made.GetProperty("id").GetString()),
            (
                patched.GetProperty("content").GetString(),
                patched.GetProperty("proxied").GetBoolean(),
                patched.GetProperty("comment").GetString(),
                patched.GetProperty("id").GetString()
            )
        );
        var replaced = await api.OkAsync(
            "PUT",
            $"{Path}/{made.GetProperty("id")}",
            new
            {
                name = "www",
                type = "A",
                content = "198.18.0.2",
                ttl = 1,
            }
        );
        Assert.False(replaced.GetProperty("proxied").GetBoolean());
    }
}
