namespace NodeBBInfra.Tests.Cloudflare;

public class DnsRecordsApiTests(RefusingApi refusing) : IClassFixture<RefusingApi>
{
    private const string Path = "{zone}/dns_records";
    private static readonly string[] Tags = ["a:b"];

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
    public async Task A_record_that_is_there_already_is_refused_at_creation_and_at_update()
    {
        await using var api = await ApiServer.StartAsync();
        var record = new
        {
            name = "example.org",
            type = "A",
            content = "198.18.0.1",
            ttl = 1,
            proxied = true,
        };
        await api.OkAsync("POST", Path, record);
        var other = await api.OkAsync(
            "POST",
            Path,
            new
            {
                name = "example.org",
                type = "A",
                content = "198.18.0.2",
                ttl = 1,
            }
        );

        await api.RefusedAsync(400, 81058, "POST", Path, record);
        await api.RefusedAsync(
            400,
            81057,
            "POST",
            Path,
            new
            {
                name = "example.org",
                type = "A",
                content = "198.18.0.1",
                ttl = 300,
            }
        );
        await api.RefusedAsync(400, 81058, "PUT", $"{Path}/{other.GetProperty("id")}", record);
        await api.RefusedAsync(
            400,
            81053,
            "POST",
            Path,
            new
            {
                name = "example.org",
                type = "CNAME",
                content = "a.example.net",
                ttl = 1,
            }
        );
    }

    [Fact]
    public async Task An_alias_stands_alone_among_addresses()
    {
        await using var api = await ApiServer.StartAsync();
        await api.OkAsync(
            "POST",
            Path,
            new
            {
                name = "www",
                type = "CNAME",
                content = "example.org",
                ttl = 1,
            }
        );
        await api.RefusedAsync(
            400,
            81054,
            "POST",
            Path,
            new
            {
                name = "www",
                type = "A",
                content = "198.18.0.1",
                ttl = 1,
            }
        );
        await api.RefusedAsync(
            400,
            81054,
            "POST",
            Path,
            new
            {
                name = "www",
                type = "AAAA",
                content = "fd00::1",
                ttl = 1,
            }
        );
        await api.RefusedAsync(
            400,
            81053,
            "POST",
            Path,
            new
            {
                name = "www",
                type = "CNAME",
                content = "example.net",
                ttl = 1,
            }
        );
        await api.OkAsync(
            "POST",
            Path,
            new
            {
                name = "www",
                type = "TXT",
                content = "text",
                ttl = 1,
            }
        );
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

    [Fact]
    public async Task Comments_have_100_characters_and_tags_there_are_none()
    {
        await using var api = await ApiServer.StartAsync();
        await api.OkAsync(
            "POST",
            Path,
            new
            {
                name = "a",
                type = "A",
                content = "198.18.0.1",
                comment = new string('c', 100),
            }
        );
        await api.RefusedAsync(
            400,
            1004,
            "POST",
            Path,
            new
            {
                name = "b",
                type = "A",
                content = "198.18.0.1",
                comment = new string('c', 101),
            }
        );
        await api.RefusedAsync(
            400,
            1004,
            "POST",
            Path,
            new
            {
                name = "b",
                type = "A",
                content = "198.18.0.1",
                tags = Tags,
            }
        );
    }

    [Fact]
    public async Task A_zone_has_200_records_and_lists_them_in_pages()
    {
        await using var api = await ApiServer.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            await api.OkAsync(
                "POST",
                Path,
                new
                {
                    name = $"h{i}",
                    type = "A",
                    content = "198.18.0.1",
                    ttl = 1,
                }
            );
        }

        await api.RefusedAsync(
            400,
            81045,
            "POST",
            Path,
            new
            {
                name = "one-more",
                type = "A",
                content = "198.18.0.1",
                ttl = 1,
            }
        );

        var names = new HashSet<string>();
        for (var page = 1; ; page++)
        {
            var (_, answer) = await api.SendAsync("GET", $"{Path}?page={page}&per_page=90");
            Assert.Equal(
                (page, 90, 200, 3),
                (Info(answer, "page"), Info(answer, "per_page"), Info(answer, "total_count"), Info(answer, "total_pages"))
            );
            if (Info(answer, "count") == 0)
            {
                Assert.Equal(4, page);
                break;
            }
            names.UnionWith(answer.GetProperty("result").EnumerateArray().Select(record => record.GetProperty("name").GetString()!));
        }
        Assert.Equal(200, names.Count);
        var (_, one) = await api.SendAsync("GET", $"{Path}?name=h7.example.org&type=A");
        Assert.Equal(1, Info(one, "total_count"));

        static int Info(System.Text.Json.JsonElement answer, string name) => answer.GetProperty("result_info").GetProperty(name).GetInt32();
    }
}
