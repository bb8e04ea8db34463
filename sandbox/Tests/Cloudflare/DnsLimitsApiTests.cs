namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>The Free plan's limits of DNS records, and their pages.</summary>
public class DnsLimitsApiTests
{
    private const string Path = "{zone}/dns_records";
    private static readonly string[] Tags = ["a:b"];

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
