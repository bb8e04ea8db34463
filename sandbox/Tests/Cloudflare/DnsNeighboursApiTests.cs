namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>Which DNS records of one name the API takes together.</summary>
public class DnsNeighboursApiTests
{
    private const string Path = "{zone}/dns_records";

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
}
