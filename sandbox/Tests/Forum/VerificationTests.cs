namespace NodeBBInfra.Tests.Forum;

/// <summary>nodebb-verify against a running forum, behind a healthy front or one with a fault.</summary>
public sealed class VerificationTests(ForumFixture forum) : IClassFixture<ForumFixture>
{
    [ToolFact("node", "npm", "redis-server")]
    public async Task A_healthy_forum_passes_every_check_in_order()
    {
        await using var front = await Front.StartAsync(forum);

        var (exitCode, lines) = await front.VerifyAsync();

        Assert.Equal((await VerificationChecks.ListAsync()).Select(check => check.Name), lines.Keys);
        Assert.All(lines, line => Assert.True(line.Value.StartsWith("ok\t", StringComparison.Ordinal), $"{line.Key}: {line.Value}"));
        Assert.Equal(0, exitCode);
        Assert.Equal("ok\t/assets/client.css MISS, HIT", lines["asset-cache"]);
        Assert.Equal("ok\t/socket.io/ BYPASS, BYPASS; /api/config BYPASS, BYPASS", lines["socket-never-cached"]);
        Assert.Equal("ok\tforum.example.org, www.forum.example.org, by a test, 89 days left", lines["certificate"]);
        Assert.Equal("ok\t203.0.113.20 as Cloudflare sees it, not the forged 198.51.100.66", lines["visitor-address"]);
        Assert.Equal("ok\t3 of 3 active, on loopback", lines["workers"]);
        Assert.Equal("ok\ton loopback, with a password; CONFIG is refused to the forum", lines["redis"]);
        Assert.Equal("ok\t34 paths and 12 states are as they were deployed.", lines["drift"]);
    }

    [ToolFact("node", "npm", "redis-server")]
    public async Task Drift_on_the_host_is_named_with_the_way_to_put_it_right()
    {
        await using var front = await Front.StartAsync(forum);

        var (exitCode, lines) = await front.VerifyAsync(
            drift: "printf '/etc/a was changed (step nginx)\\n  -x\\n  +y\\n/etc/b is gone (step redis)\\n'; exit 1"
        );

        Assert.Equal(1, exitCode);
        Assert.Equal(
            "FAILED\t/etc/a was changed (step nginx), and 1 more. sudo nodebb-verify --drift shows the lines; "
                + "a new text in nodebb:repair puts it right",
            lines["drift"]
        );
    }

    [ToolTheory("node", "npm", "redis-server")]
    [InlineData("https-not-told", "session", "expected the cookie express.sid; came none: NodeBB does not see the request as https")]
    [InlineData(
        "challenge",
        "session",
        "expected 200; came 403 to GET https://forum.example.org/api/config, Cloudflare challenged the visit"
    )]
    [InlineData("sessions-spread", "polling", "came 400 Session ID unknown: nginx spreads a session over several workers")]
    [InlineData("no-upgrade", "websocket", "expected 101 Switching Protocols")]
    [InlineData("websocket-mute", "websocket", "expected socket.io to answer on the WebSocket; came nothing")]
    [InlineData(
        "www-stays",
        "www-redirect",
        "expected 301 to https://forum.example.org/recent?from=nodebb-verify; came 404 to GET https://www.forum.example.org/recent"
    )]
    [InlineData("indexed", "robots", "expected a robots.txt that closes the forum to crawlers, because of nodebb:indexed")]
    [InlineData("no-robots-tag", "robots", "expected X-Robots-Tag noindex; came X-Robots-Tag none")]
    [InlineData("path-lost", "www-redirect", "Location: https://forum.example.org/")]
    [InlineData(
        "http-stays",
        "https-redirect",
        "expected 301 to https://forum.example.org/recent?from=nodebb-verify; came 404 to GET http://forum.example.org/recent"
    )]
    [InlineData(
        "assets-not-kept",
        "asset-cache",
        "expected CF-Cache-Status HIT for /assets/client.css; came DYNAMIC, DYNAMIC, DYNAMIC, DYNAMIC, DYNAMIC"
    )]
    [InlineData("grey-cloud", "asset-cache", "came none: the answer did not come through Cloudflare")]
    [InlineData("api-kept", "socket-never-cached", "expected CF-Cache-Status BYPASS or DYNAMIC for /socket.io/; came MISS")]
    [InlineData("grey-cloud", "visitor-address", "expected Cloudflare to tell the visitor's address; came 404")]
    [InlineData(
        "address-not-restored",
        "visitor-address",
        "expected forum.example.org to see this host as 203.0.113.20, as Cloudflare does; came 173.245.48.7"
    )]
    [InlineData("forged-address-kept", "visitor-address", "came 198.51.100.66: it trusts a forged X-Forwarded-For")]
    public async Task A_fault_on_the_way_fails_its_check_and_says_what_came(string fault, string check, string words)
    {
        await using var front = await Front.StartAsync(forum, fault);

        var (exitCode, lines) = await front.VerifyAsync();

        Assert.StartsWith("FAILED\t", lines[check], StringComparison.Ordinal);
        Assert.Contains(words, lines[check], StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [ToolFact("node", "npm", "redis-server")]
    public async Task A_front_that_never_answers_costs_one_limit_and_not_ten()
    {
        await using var front = await Front.StartAsync(forum, "silent");

        var (_, lines) = await front.VerifyAsync();

        Assert.Equal("FAILED\tGET https://forum.example.org/api/config: no answer in time", lines["session"]);
        // All checks ask at once: no request comes after the first that was given up.
        Assert.True(front.Log.Count(line => line.StartsWith("GET ", StringComparison.Ordinal)) >= 8, string.Join('\n', front.Log));
        Assert.All(front.Log.SkipWhile(line => line != "given up"), line => Assert.Equal("given up", line));
    }

    [ToolFact("node", "npm", "redis-server")]
    public async Task A_password_that_was_changed_is_tried_once_so_that_the_account_is_not_locked()
    {
        await using var front = await Front.StartAsync(forum);

        var (_, lines) = await front.VerifyAsync(password: "a password of yesterday", waitSeconds: 8, states: "active failed active");

        Assert.StartsWith(
            "FAILED\tKeeper may not log in ([[error:invalid-login-credentials]]). If the password was changed",
            lines["visitor-address"],
            StringComparison.Ordinal
        );
        Assert.Contains($"expected 3 of 3 active; came 2: nodebb@{forum.Workers[1]} is failed", lines["workers"], StringComparison.Ordinal);
        Assert.True(front.AskedForStates > 1, "What failed for another reason is asked again.");
        Assert.Equal(1, front.Logins);
        Assert.StartsWith("ok\t", (await front.VerifyAsync()).Lines["visitor-address"], StringComparison.Ordinal);
    }

    [ToolTheory("node", "npm", "redis-server")]
    [InlineData("127.0.0.1", "", "expected Redis to ask for a password; came +PONG")]
    [InlineData(
        "127.0.0.1",
        "--requirepass only-for-this-test",
        "expected CONFIG to be refused to the forum (user default in /etc/nodebb-infra/redis/redis.conf); came *2"
    )]
    [InlineData(
        "127.0.0.1",
        "--requirepass another",
        "expected CONFIG to be refused to the forum (user default in /etc/nodebb-infra/redis/redis.conf); came -NOAUTH"
    )]
    [InlineData("0.0.0.0", "--requirepass only-for-this-test", "to be open on loopback addresses only; came a listener on 0.0.0.0")]
    public async Task A_Redis_that_is_open_to_anybody_or_to_the_forum_as_a_whole_fails(string address, string options, string words)
    {
        var port = FreePort.Take();
        using var folder = new TempDirectory();
        await using var server = RunningProcess.Start(
            "redis-server",
            [
                "--port",
                $"{port}",
                "--bind",
                address,
                "--save",
                "",
                "--dir",
                folder.FullPath,
                .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ]
        );
        await Eventually.HoldsAsync(
            () => server.Output.Contains("Ready to accept", StringComparison.Ordinal),
            TimeSpan.FromSeconds(20),
            "Redis runs"
        );
        await using var front = await Front.StartAsync(forum);

        Assert.Contains(words, (await front.VerifyAsync(redisPort: port)).Lines["redis"], StringComparison.Ordinal);
        Assert.Contains(
            "expected something to listen on port 1; came nothing",
            (await front.VerifyAsync(redisPort: 1)).Lines["redis"],
            StringComparison.Ordinal
        );
    }

    [ToolFact("node", "npm", "redis-server")]
    public async Task A_worker_that_the_network_can_reach_fails()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        await using var front = await Front.StartAsync(forum);

        Assert.Equal(
            $"FAILED\texpected port {port} to be open on loopback addresses only; came a listener on 0.0.0.0",
            (await front.VerifyAsync(openWorker: port)).Lines["workers"]
        );
    }

    [ToolTheory("node", "npm", "redis-server")]
    [InlineData("1 1 1", "to listen on port {0}; came another program (journalctl -u nodebb@{0})")] // Somebody else has the port.
    [InlineData("$$ $$ $$", "to listen on port {0}; came another program (journalctl -u nodebb@{0})")] // The unit's process is always a new one.
    public async Task A_worker_whose_unit_is_active_and_has_not_the_port_fails(string pids, string words)
    {
        await using var front = await Front.StartAsync(forum);

        var line = (await front.VerifyAsync(pids: pids)).Lines["workers"];

        Assert.Contains(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, words, forum.Workers[0]),
            line,
            StringComparison.Ordinal
        );
    }

    [ToolFact("node", "npm", "redis-server")]
    public async Task What_a_forum_sends_is_shown_without_secrets_and_commands_for_a_terminal()
    {
        await using var front = await Front.StartAsync(forum, "rude");

        var line = (await front.VerifyAsync()).Lines["session"];

        Assert.EndsWith(
            "came 500 to GET https://forum.example.org/api/config, Location: /[secret], red "
                + new string('x', 96)
                + " [secret] title [sec...",
            line,
            StringComparison.Ordinal
        );
    }

    [ToolTheory("node", "npm", "redis-server")]
    [InlineData(
        "CN=a test",
        90,
        -1,
        "forum.example.org",
        "expected a certificate with more than a fifth of its life left; came forum.example.org, www.forum.example.org, by a test, -1 days left"
    )]
    [InlineData("CN=a test", 90, 17, "forum.example.org", "it is not being renewed")]
    [InlineData(
        "CN=a test",
        90,
        89,
        "other.example.org",
        "expected a certificate for forum.example.org; came other.example.org, www.other.example.org, by a test"
    )]
    [InlineData(
        "OU=CloudFlare Origin SSL Certificate Authority, O=\"CloudFlare, Inc.\"",
        5475,
        5474,
        "forum.example.org",
        "expected the certificate that certbot fetched; came Cloudflare's own for origins"
    )]
    public async Task A_certificate_that_is_old_or_another_fails(string issuer, int life, int daysLeft, string name, string words)
    {
        await using var front = await Front.StartAsync(forum, certificate: TestCertificate.Make(name, issuer, life, daysLeft));

        Assert.Contains(words, (await front.VerifyAsync()).Lines["certificate"], StringComparison.Ordinal);
    }

    [ToolFact("node", "npm", "redis-server")]
    public async Task A_public_certificate_that_is_not_trusted_fails_the_visit()
    {
        await using var front = await Front.StartAsync(forum, certificate: TestCertificate.Make("other.example.org", "CN=a test", 90, 89));

        Assert.Contains("does not match certificate's altnames", (await front.VerifyAsync()).Lines["session"], StringComparison.Ordinal);
    }

    [ToolFact("node")]
    public async Task Settings_that_cannot_be_read_are_said_so()
    {
        var ended = await RunningProcess.RunAsync(
            "node",
            [VerificationChecks.Program, "--settings", "/nowhere/verify.json"],
            TimeSpan.FromSeconds(20)
        );

        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith("nodebb-verify: /nowhere/verify.json: ENOENT", ended.Error, StringComparison.Ordinal);
    }
}
