using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>The lifecycle of a world, in order.</summary>
[Collection(WorldTests.Name)]
[TestCaseOrderer("NodeBBInfra.Tests.EndToEnd.InOrder", "NodeBBInfra.Sandbox.Tests")]
public sealed partial class LifecycleTests(WorldFixture fixture)
{
    private SandboxProgram Sandbox => fixture.Sandbox;

    [HostFact, Order(1)]
    public async Task Up_provisions_the_forum_and_every_check_holds()
    {
        var up = fixture.FirstUp!;

        Assert.True(up.ExitCode == 0, up.All);
        Assert.Contains("stand-in forum", up.Output, StringComparison.Ordinal);
        foreach (var (name, _) in await VerificationChecks.ListAsync())
            Assert.Matches($@"(?m)^  {name} +ok ", up.Output);
    }

    [HostFact, Order(2)]
    public async Task Verify_asks_again_and_every_check_holds()
    {
        var verify = await Sandbox.RunAsync("verify");

        Assert.True(verify.ExitCode == 0, verify.All);
        Assert.Contains($"All {(await VerificationChecks.ListAsync()).Count} checks hold.", verify.Output, StringComparison.Ordinal);
    }

    [HostFact, Order(3)]
    public async Task A_visitor_reaches_the_forum_through_the_edge()
    {
        using var visitor = fixture.Visitor();

        var response = await visitor.GetAsync("/api/config");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("cloudflare", response.Headers.Server.ToString());
        Assert.Contains("csrf_token", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>Through the edge, and directly to the origin.</summary>
    [HostFact, Order(3)]
    public async Task The_forum_notes_the_address_that_a_visitor_has_and_not_what_it_claims()
    {
        var password = (await fixture.OnHostAsync("cat /etc/nodebb-infra/secrets/admin-password")).Output.Trim();
        string[] names = ["X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "Forwarded"];
        foreach (var claims in names.Select(name => new[] { name }).Append(names))
        {
            using var visitor = fixture.Visitor();
            var noted = await visitor.LoggedAddressAsync("admin", password, claims.Select(name => (name, "198.51.100.66")));
            Assert.Equal($"{visitor.OwnAddress}", noted);
        }

        using var stranger = fixture.Stranger();
        var seen = await stranger.LoggedAddressAsync("admin", password, names.Select(name => (name, "198.51.100.66")));
        Assert.Equal($"{stranger.OwnAddress}", seen);
    }

    /// <summary>The short form of <c>make attack</c>, which must leave the world unchanged for later tests.</summary>
    [HostFact, Order(4)]
    public async Task Attacks_are_held_off()
    {
        var attack = await Sandbox.RunAsync("attack", TimeSpan.FromMinutes(10), null, "--short");

        Assert.True(attack.ExitCode == 0, attack.All);
        Assert.Matches("(?m)^All [0-9]+ attacks were held off", attack.Output);
    }

    [HostFact, Order(5)]
    public async Task A_second_up_changes_nothing_and_logs_in_nowhere()
    {
        var up = await Sandbox.RunAsync("up");

        Assert.True(up.ExitCode == 0, up.All);
        Assert.Contains("0 changes, 0 SSH logins", up.Output, StringComparison.Ordinal);
    }

    [HostFact, Order(6)]
    public async Task A_preview_of_a_changed_setting_shows_the_changed_nginx_lines_and_logs_in_nowhere()
    {
        var logins = await LoginsAsync();
        Sandbox.Configure(WorldFixture.Configuration("visitor-ip"));

        var preview = await Sandbox.RunAsync("preview");

        Assert.True(preview.ExitCode == 0, preview.All);
        Assert.Matches(@"(?m)^\s*[-~+].*hash .*consistent|^\s*[-~+].*affinity", preview.Output);
        Assert.Equal(logins + 1, await LoginsAsync()); // The one is the command on the host before.
    }

    [HostFact, Order(7)]
    public async Task A_changed_setting_changes_only_its_step()
    {
        Sandbox.Configure(WorldFixture.Configuration("visitor-ip"));

        var up = await Sandbox.RunAsync("up", WorldFixture.UpLimit);

        Assert.True(up.ExitCode == 0, up.All);
        Assert.Equal(["nginx", "verify"], Changed(up.Output));
        Assert.Contains($"All {(await VerificationChecks.ListAsync()).Count} checks hold.", up.Output, StringComparison.Ordinal);
    }

    [HostFact, Order(8)]
    public async Task A_setting_that_is_wrong_is_told_and_nothing_is_touched()
    {
        Sandbox.Configure(WorldFixture.Configuration("dice"));
        var logins = await LoginsAsync();

        var up = await Sandbox.RunAsync("up");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("dice", up.All, StringComparison.Ordinal);
        Assert.Equal(logins + 1, await LoginsAsync());
        Sandbox.Configure(WorldFixture.Configuration("visitor-ip"));
    }

    [HostFact, Order(9)]
    public async Task What_was_changed_by_hand_on_the_host_is_shown_line_by_line_and_a_new_text_in_repair_undoes_it()
    {
        Assert.Equal(0, (await Sandbox.RunAsync("drift")).ExitCode);
        await fixture.OnHostAsync("echo '# by hand' >>/etc/nginx/conf.d/forum.conf; systemctl disable -q --now certbot.timer");

        var drift = await Sandbox.RunAsync("drift");

        Assert.Equal(1, drift.ExitCode);
        Assert.Contains("/etc/nginx/conf.d/forum.conf was changed (step nginx)\n  +# by hand\n", drift.Output, StringComparison.Ordinal);
        Assert.Contains(
            "unit certbot.timer: not as step certificate left it\n  -ActiveState=active\n",
            drift.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(1, (await Sandbox.RunAsync("verify")).ExitCode);

        Sandbox.Configure(WorldFixture.Configuration("visitor-ip") + "  nodebb:repair: once\n");
        var up = await Sandbox.RunAsync("up", WorldFixture.UpLimit);
        Assert.True(up.ExitCode == 0, up.All);
        Assert.Contains("13 SSH logins", up.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Sandbox.RunAsync("drift")).ExitCode);
    }

    /// <summary>STAGING_ROUNDS says how often the second forum is recreated.</summary>
    [HostFact, Order(10)]
    public async Task A_second_forum_of_the_zone_is_made_and_destroyed_and_a_visitor_of_the_first_notices_nothing()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("STAGING_ROUNDS") ?? "1", CultureInfo.InvariantCulture);
        Sandbox.Configure(
            $"""
            config:
              nodebb:domain: second.{WorldFixture.Domain}
              nodebb:email: admin@example.org
              nodebb:zoneOwner: false
              nodebb:onDestroy: erase
              nodebb:deleteData: true

            """,
            "second"
        );
        Sandbox.Configure(WorldFixture.Configuration("visitor-ip") + $"  nodebb:otherForums: [second.{WorldFixture.Domain}]\n");
        var owner = await Sandbox.RunAsync("up", WorldFixture.UpLimit);
        Assert.True(owner.ExitCode == 0, owner.All);
        var zone = await ZoneAsync();
        using var visitor = fixture.Visitor();
        var use = await ForumUse.StartAsync(visitor);

        for (var round = 0; round < rounds; round++)
        {
            var up = await SandboxProgram.RunAsync(WorldFixture.UpLimit, Sandbox.Arguments("up", "second"));
            Assert.True(up.ExitCode == 0, up.All);
            Assert.Equal([WorldFixture.Stack, "second"], Hosts());

            var destroy = await SandboxProgram.RunAsync(
                TimeSpan.FromMinutes(5),
                [.. Sandbox.Arguments("destroy", "second"), "--stack-only"]
            );
            Assert.True(destroy.ExitCode == 0, destroy.All);
            Assert.Equal([WorldFixture.Stack], Hosts());
            Assert.Single(File.ReadAllLines(Path.Combine(Sandbox.World, "keys", "known_hosts")));
            Assert.Equal(zone, await ZoneAsync());
        }

        var (requests, failures) = await use.EndAsync();
        Assert.Empty(failures);
        Assert.True(requests > 100 * rounds, $"{requests} requests");
        Assert.Equal(0, (await Sandbox.RunAsync("verify")).ExitCode);

        IEnumerable<string> Hosts() => fixture.World.GetProperty("hosts").EnumerateObject().Select(host => host.Name);
    }

    [HostFact, Order(11)]
    public async Task A_world_that_died_comes_back_with_its_forum()
    {
        foreach (var process in fixture.World.GetProperty("pids").EnumerateObject().Select(p => p.Value.GetInt32()))
            System.Diagnostics.Process.GetProcessById(process).Kill();

        var up = await Sandbox.RunAsync("up", WorldFixture.UpLimit);
        Assert.True(up.ExitCode == 0, up.All);

        // The host's services take different times to start.
        Finished verify;
        var deadline = DateTime.UtcNow.AddMinutes(1);
        do verify = await Sandbox.RunAsync("verify");
        while (verify.ExitCode != 0 && DateTime.UtcNow < deadline);
        Assert.True(verify.ExitCode == 0, verify.All);
    }

    [HostFact, Order(12)]
    public async Task Destroy_leaves_nothing_even_when_a_record_was_deleted_by_hand()
    {
        await DeleteOneDnsRecordAsync();

        var destroy = await Sandbox.RunAsync("destroy", TimeSpan.FromMinutes(5));

        Assert.True(destroy.ExitCode == 0, destroy.All);
        Assert.False(Directory.Exists(Sandbox.World));
        // Others' earlier leftovers may have gone meanwhile, but there must be no new ones.
        Assert.Empty((await MachineState.ReadAsync(Sandbox.World)).Except(fixture.Before));
    }

    [HostFact, Order(13)]
    public async Task Destroy_again_finds_nothing_to_do()
    {
        var destroy = await Sandbox.RunAsync("destroy");

        Assert.Equal(0, destroy.ExitCode);
        Assert.Contains("nothing to destroy", destroy.Output, StringComparison.Ordinal);
    }

    private static string[] Changed(string output) => [.. ChangedLine().Matches(output).Select(m => m.Groups[1].Value).Distinct().Order()];

    // " ~  command:remote:Command nginx updated (0.41s) [diff: ~stdin]"
    [GeneratedRegex(@"(?m)^ [+~-]{1,2} +\S+ (\S+) (?:created|updated|deleted|replaced)\b")]
    private static partial Regex ChangedLine();

    private async Task<int> LoginsAsync() =>
        int.Parse(
            (await fixture.OnHostAsync("journalctl -u ssh --no-pager | grep -c 'Accepted publickey'")).Output,
            CultureInfo.InvariantCulture
        );

    private async Task DeleteOneDnsRecordAsync()
    {
        using var http = Api();
        using var records = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri("dns_records", UriKind.Relative)));
        var first = records.RootElement.GetProperty("result")[0].GetProperty("id").GetString();
        (await http.DeleteAsync(new Uri($"dns_records/{first}", UriKind.Relative))).EnsureSuccessStatusCode();
    }

    // Records, rules and settings of the zone, as Cloudflare's API shows them.
    private async Task<string> ZoneAsync()
    {
        using var http = Api();
        using var rulesets = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri("rulesets", UriKind.Relative)));
        var ids = rulesets.RootElement.GetProperty("result").EnumerateArray().Select(ruleset => $"rulesets/{ruleset.GetProperty("id")}");
        var answers = new List<string>();
        foreach (var path in ids.Prepend("settings").Prepend("dns_records"))
            answers.Add(await http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return string.Join('\n', answers);
    }

    private HttpClient Api()
    {
        var api = fixture.World.GetProperty("cloudflareApi");
        var http = new HttpClient
        {
            BaseAddress = new($"{api.GetProperty("baseUrl").GetString()}/zones/{fixture.World.GetProperty("zoneId").GetString()}/"),
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", api.GetProperty("token").GetString());
        return http;
    }
}
