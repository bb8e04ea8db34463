using System.Net;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Tests.Cloudflare;

public class CloudflareStateTests
{
    private static readonly string ZoneId = new('a', 32);

    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        await using var api = await ApiServer.StartAsync(takesStandIns: true);
        foreach (
            var line in File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", "stack", "cloudflare-http.jsonl"))
                .Where(line => line.Contains("\"02-up\"", StringComparison.Ordinal))
        )
        {
            var exchange = System.Text.Json.JsonDocument.Parse(line).RootElement;
            await api.SendAsync(
                exchange.GetProperty("method").GetString()!,
                exchange.GetProperty("path").GetString()!["/client/v4".Length..],
                exchange.TryGetProperty("body", out var body) ? body.GetRawText() : null
            );
        }
        Assert.Equal((2, 2, 1), (api.State.Zone.DnsRecords.Count, api.State.Zone.Rulesets.Count, api.State.Zone.IssuedCertificates.Count));

        var again = new CloudflareState(api.StateFile, ApiServer.Domain, ApiServer.ZoneId, ApiServer.Token);
        Assert.Equal(ZoneJson.ToFile(api.State.Zone), ZoneJson.ToFile(again.Zone));
        Assert.Equal(api.State.OriginCaRoot.Thumbprint, again.OriginCaRoot.Thumbprint);
    }

    [Fact]
    public void The_file_of_another_zone_and_a_damaged_one_are_refused_and_left_alone()
    {
        using var folder = new TempDirectory();
        var file = folder["zone.json"];
        new CloudflareState(file, "example.org", ZoneId, "t").Change(zone => (zone with { CreatedOn = "then" }, true));

        Assert.Contains(
            "example.net",
            Assert.Throws<InvalidDataException>(() => new CloudflareState(file, "example.net", ZoneId, "t")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidDataException>(() => new CloudflareState(file, "example.org", new string('b', 32), "t"));
        foreach (var damaged in new[] { "", "null", "{\"id\":", "{}" })
        {
            File.WriteAllText(file, damaged);
            Assert.Contains(
                file,
                Assert.Throws<InvalidDataException>(() => new CloudflareState(file, "example.org", ZoneId, "t")).Message,
                StringComparison.Ordinal
            );
            Assert.Equal(damaged, File.ReadAllText(file));
        }
    }

    [Fact]
    public void A_change_that_fails_or_cannot_be_written_leaves_all_as_it_was()
    {
        using var folder = new TempDirectory();
        var state = new CloudflareState(folder["zone.json"], "example.org", ZoneId, "t");
        state.Change(zone => (zone with { CreatedOn = "first" }, true));
        var before = File.ReadAllText(folder["zone.json"]);

        Assert.Throws<InvalidOperationException>(() => state.Change<bool>(_ => throw new InvalidOperationException()));
        Directory.CreateDirectory(folder[$"zone.json.{Environment.ProcessId}.new"]);
        Assert.ThrowsAny<Exception>(() => state.Change(zone => (zone with { CreatedOn = "second" }, true)));
        Assert.Equal(("first", before), (state.Zone.CreatedOn, File.ReadAllText(folder["zone.json"])));
    }

    [Fact]
    public async Task Changes_from_many_sides_are_all_kept()
    {
        await using var api = await ApiServer.StartAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    api.OkAsync(
                        "POST",
                        "{zone}/dns_records",
                        new
                        {
                            name = $"h{i}",
                            type = "A",
                            content = "198.18.0.1",
                        }
                    )
                )
        );
        Assert.Equal(60, new CloudflareState(api.StateFile, ApiServer.Domain, ApiServer.ZoneId, "t").Zone.DnsRecords.Count);
    }

    [Fact]
    public void Keys_and_state_are_readable_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TempDirectory();
        new CloudflareState(folder["zone.json"], "example.org", ZoneId, "t").Change(zone => (zone, true));
        foreach (var file in Directory.GetFiles(folder.FullPath))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(2, Directory.GetFiles(folder.FullPath).Length);
    }

    [Theory]
    [InlineData("example.org", "198.18.0.10 fd00::10")]
    [InlineData("www.example.org", "198.18.0.10 fd00::10")]
    [InlineData("deep.www.example.org", "198.18.0.10 fd00::10")]
    [InlineData("dead.example.org", "")]
    [InlineData("loop.example.org", "")]
    [InlineData("anything.wild.example.org", "198.18.0.20")]
    [InlineData("grey.example.org", null)]
    [InlineData("other.example.org", null)]
    [InlineData("example.net", null)]
    public async Task The_origin_of_a_hostname_is_where_its_proxied_records_lead(string hostname, string? addresses)
    {
        await using var api = await ApiServer.StartAsync();
        foreach (
            var (name, type, content, proxied) in new[]
            {
                ("example.org", "A", "198.18.0.10", true),
                ("example.org", "AAAA", "fd00::10", true),
                ("www", "CNAME", "example.org", true),
                ("deep.www", "CNAME", "WWW.example.org", true),
                ("dead", "CNAME", "nowhere.example.org", true),
                ("loop", "CNAME", "loop2.example.org", true),
                ("loop2", "CNAME", "loop.example.org", true),
                ("*.wild", "A", "198.18.0.20", true),
                ("grey", "A", "198.18.0.30", false),
            }
        )
        {
            await api.OkAsync(
                "POST",
                "{zone}/dns_records",
                new
                {
                    name,
                    type,
                    content,
                    proxied,
                    ttl = 1,
                }
            );
        }

        Assert.Equal(addresses?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse), api.State.Origins(hostname));
    }
}
