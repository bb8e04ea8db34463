using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>destroy.sh after deployments that failed or were killed: what is the host's own stays, and what is ours goes.</summary>
public sealed class HalfMadeHostTests : IDisposable
{
    private const string Notes = "var/lib/nodebb-infra";
    private const string RedisDropIn = "/etc/systemd/system/redis-server.service.d/nodebb-infra.conf";
    private const string Units = "nginx.service enabled active\nredis-server.service enabled active\ncertbot.timer enabled active\n";

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    private string Called => File.Exists(_host["called"]) ? File.ReadAllText(_host["called"]) : "";

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_Redis_and_an_nginx_that_were_never_taken_over_are_left_alone()
    {
        await DataStep.BeginAsync(_host);
        DataStep.Write(_host, $"{Notes}/units", Units);
        DataStep.Write(_host, "var/lib/redis/dump.rdb", "data");

        await DataStep.DestroyAsync(_host, "erase", standIns: $"ACTIVE=0\n{DataStep.Everything}");

        Assert.DoesNotMatch("(?m)^(re)?(start|stop|disable).* (redis-server|nginx)", Called);
        Assert.True(File.Exists(_host["var/lib/redis/dump.rdb"]));
    }

    /// <summary>What the host's administrator did with them since.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task A_destroy_that_kept_the_data_has_put_the_units_back_and_another_one_leaves_them_alone()
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, $"{Notes}/ours", $"{RedisDropIn}\n");
        DataStep.Write(_host, $"{Notes}/units", Units);
        await DataStep.DestroyAsync(_host, "stop", standIns: DataStep.Everything);
        Assert.Matches("(?m)^restart nginx", Called);
        File.Delete(_host["called"]);
        await _host.ReadyAsync();
        // This deployment fails before the step packages.
        await DataStep.RunAsync(_host, "data 30 a2 new");

        await DataStep.DestroyAsync(_host, "stop", "a2", standIns: DataStep.Everything);

        Assert.DoesNotMatch("nginx|certbot", Called);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_Redis_that_did_not_take_the_configuration_keeps_its_data()
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, "var/lib/redis/dump.rdb", "data");
        var putBack = Regex.Match(HostScript.Load("Origin/Redis/redis.sh"), @"(?s)put_back\(\) .*?\n\}\n").Value;

        await DataStep.StepAsync(
            _host,
            $$"""
            systemctl() { :; }
            start() { :; }
            installed=/etc/nodebb-infra/redis/redis.conf dropin={{RedisDropIn}}
            folder "${dropin%/*}" 0755
            install_file files/service "$dropin" 0644 root:root
            {{putBack}}
            put_back
            """,
            "service"
        );
        await DataStep.DestroyAsync(_host, "erase", standIns: DataStep.Everything);

        Assert.Equal("data", File.ReadAllText(_host["var/lib/redis/dump.rdb"]));
        Assert.DoesNotContain("redis", Called, StringComparison.Ordinal);
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_nginx_that_did_not_take_the_configuration_is_the_hosts_again_and_the_forums_stays_the_forums(bool forums)
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, "etc/nginx/nginx.conf", "the host's\n");
        var script = HostScript.Load("Origin/Nginx/nginx.sh");
        var start = Regex.Match(script, @"(?s)cp -a ""\$live"" before\n.*?\n\}\n").Value;
        var installs = Regex.Match(script, @"(?s)folder ""\$\{dropin.*?\ndone\n").Value;
        var step = $$"""
            systemctl() { :; }
            live=/etc/nginx places=(nginx.conf)
            {{start}}{{installs}}
            """;
        string[] files = ["nginx.conf", "nginx.service"];
        if (forums)
            await DataStep.StepAsync(_host, step, files);

        await DataStep.StepAsync(_host, $"{step}\nput_back\ntouch \"$ROOT/done\"\nexit 3\n", files);
        Assert.True(File.Exists(_host["done"]));
        if (!forums)
        {
            Assert.Equal("the host's\n", File.ReadAllText(_host["etc/nginx/nginx.conf"]));
            File.WriteAllText(_host["etc/nginx/nginx.conf"], "the host's, edited since\n");
        }
        await DataStep.DestroyAsync(_host, "erase");

        Assert.Equal(forums ? "the host's\n" : "the host's, edited since\n", File.ReadAllText(_host["etc/nginx/nginx.conf"]));
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData(false, "erase")]
    [InlineData(false, "stop")]
    [InlineData(true, "erase")]
    public async Task The_hosts_own_NodeBB_stays_and_a_forum_goes_with_its_data(bool ours, string how)
    {
        await DataStep.BeginAsync(_host);
        string[] files =
        [
            "var/lib/nodebb/uploads/picture.png",
            "var/cache/nodebb/x",
            "opt/nodebb/releases/v4/app.js",
            "etc/systemd/system/multi-user.target.wants/nodebb@4567.service",
        ];
        foreach (var file in files.Append("var/lib/redis/appendonlydir/a.aof"))
            DataStep.Write(_host, file);
        if (ours)
        {
            DataStep.Write(_host, $"{Notes}/made-nodebb");
            DataStep.Write(_host, $"{Notes}/ours", $"{RedisDropIn}\n/etc/systemd/system/nodebb@.service\n");
        }

        await DataStep.DestroyAsync(_host, how, standIns: DataStep.Everything);

        Assert.All(files, file => Assert.Equal(ours, !File.Exists(_host[file])));
        Assert.Equal(ours, !File.Exists(_host["var/lib/redis/appendonlydir/a.aof"]));
        Assert.Equal(ours, Called.Contains("stop -- nodebb@4567.service", StringComparison.Ordinal));
        Assert.Equal(ours, Called.Contains("userdel nodebb\n", StringComparison.Ordinal));
    }

    /// <summary>An erase was killed, and the forum was deployed again.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task An_erase_is_not_stopped_by_what_a_killed_one_has_left()
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, "opt/nodebb/releases/v4/app.js");
        DataStep.Write(_host, "opt/nodebb/releases/.erased-v4/app.js");

        await DataStep.DestroyAsync(_host, "erase", standIns: DataStep.Everything);

        Assert.False(Directory.Exists(_host["opt/nodebb"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_deployment_removes_releases_that_a_killed_erase_has_left()
    {
        await _host.ReadyAsync();
        DataStep.Write(_host, "opt/nodebb/releases/.erased-v4/app.js");
        DataStep.Write(_host, "opt/nodebb/releases/v4/app.js");

        var removes = Regex.Match(HostScript.Load("Origin/Forum/workers.sh"), @"(?m)^for folder in .*\.erased-.*$").Value;
        await DataStep.StepAsync(_host, $"home=/opt/nodebb\ndiscard() {{ rm -rf -- \"$1\"; }}\n{removes}\n");

        Assert.Equal([_host["opt/nodebb/releases/v4"]], Directory.EnumerateFileSystemEntries(_host["opt/nodebb/releases"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Of_Node_goes_what_was_unpacked_or_half_unpacked_and_the_hosts_own_stays()
    {
        await DataStep.BeginAsync(_host);
        DataStep.Write(_host, "opt/node/18.0.0/bin/node");
        DataStep.Write(_host, "opt/node/22.0.0/bin/node");
        DataStep.Write(_host, "opt/node/22.0.0/.sha256");
        DataStep.Write(_host, "opt/node/.new/bin/node");
        DataStep.Write(_host, "opt/node/.old/bin/node");
        DataStep.Write(_host, "opt/node/.new.tar.gz");
        File.CreateSymbolicLink(_host["opt/node/current"], _host["opt/node/22.0.0"]);
        DataStep.Write(_host, $"{Notes}/ours", "/opt/node/current\n");

        await DataStep.DestroyAsync(_host, "stop");

        Assert.Equal(
            ["opt/node/18.0.0", "opt/node/18.0.0/bin", "opt/node/18.0.0/bin/node"],
            DataStep.Entries(_host, "opt/node").Order(StringComparer.Ordinal)
        );
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_deployment_deletes_only_its_own_older_versions_of_Node()
    {
        await _host.ReadyAsync();
        DataStep.Write(_host, "opt/node/18.0.0/bin/node");
        foreach (var version in new[] { "22.0.0", "22.1.0", "22.2.0" })
        {
            DataStep.Write(_host, $"opt/node/{version}/.sha256", "abc\n");
            File.SetLastWriteTimeUtc(
                _host[$"opt/node/{version}/.sha256"],
                new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(version[3])
            );
        }
        Directory.CreateDirectory(_host["usr/local/bin"]);
        var script = HostScript.Load("Origin/NodeJs/node.sh");

        await DataStep.StepAsync(_host, $"NODE_VERSION=22.2.0 NODE_SHA256=abc\n{script}");

        Assert.Equal(
            ["18.0.0", "22.1.0", "22.2.0", "current"],
            Directory.EnumerateFileSystemEntries(_host["opt/node"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        var same = await _host.RunAsync(
            HostFolder.Script(
                $"NODE_VERSION=18.0.0 NODE_SHA256=abc NODE_MIRROR=\ncurl() {{ fail fetched; }}\n{script.Replace("home=/opt", "home=$ROOT/opt", StringComparison.Ordinal)}"
            )
        );
        Assert.Contains("was not made by NodeBBInfra; move it away first.", same.Error, StringComparison.Ordinal);
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("the account was there before", false)]
    [InlineData("", true)]
    public async Task Of_certbot_go_the_forums_certificate_and_account_and_nothing_of_the_hosts(string before, bool unregisters)
    {
        await DataStep.BeginAsync(_host);
        string[] hosts = ["renewal-hooks/deploy/of-the-host", "cli-of-the-host.ini"];
        string[] forums =
        [
            "renewal/forum.example.org.conf",
            "live/forum.example.org/README",
            "live/README",
            "archive/forum.example.org/privkey1.pem",
            "csr/0000_csr-certbot.pem",
        ];
        const string Key = "accounts/acme.example.net/directory/0123/private_key.json";
        foreach (var file in hosts.Concat(forums).Append(Key))
            DataStep.Write(_host, $"etc/letsencrypt/{file}");
        DataStep.Write(_host, $"{Notes}/certbot-before", before.Length > 0 ? $"{_host[$"etc/letsencrypt/{Key}"]}\n" : "\n");
        DataStep.Write(_host, $"{Notes}/names", "forum.example.org\n");
        DataStep.Write(_host, $"{Notes}/acme-account", "https://acme.example.net/directory admin@example.org\n");

        await DataStep.DestroyAsync(
            _host,
            "erase",
            standIns: $"{DataStep.StandIns}certbot() {{ :; }}\ntimeout() {{ echo \"$*\" >>\"$ROOT/called\"; }}\n"
        );

        Assert.Equal(unregisters, Called.Contains("unregister", StringComparison.Ordinal));
        Assert.Equal(!unregisters, File.Exists(_host[$"etc/letsencrypt/{Key}"]));
        Assert.All(hosts, file => Assert.True(File.Exists(_host[$"etc/letsencrypt/{file}"]), file));
        Assert.All(forums, file => Assert.False(File.Exists(_host[$"etc/letsencrypt/{file}"]), file));
    }

    /// <summary>Debian enables it when its package is installed; the step redis has not run.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task A_Redis_that_a_deployment_brought_and_never_configured_does_not_stay_enabled()
    {
        await DataStep.BeginAsync(_host);
        DataStep.Write(_host, $"{Notes}/units", "redis-server.service not-found inactive\n");

        await DataStep.DestroyAsync(_host, "erase", standIns: DataStep.Everything);

        Assert.Contains("-q disable redis-server.service\n", Called, StringComparison.Ordinal);
        Assert.Contains("stop redis-server.service\n", Called, StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Packages_that_were_removed_by_hand_do_not_stop_a_destroy()
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, $"{Notes}/ours", $"{RedisDropIn}\n");
        DataStep.Write(_host, $"{Notes}/names", "forum.example.org\n");
        DataStep.Write(_host, "etc/letsencrypt/renewal/forum.example.org.conf");
        DataStep.Write(_host, "etc/letsencrypt/archive/forum.example.org/privkey1.pem");

        await DataStep.DestroyAsync(
            _host,
            "erase",
            standIns: DataStep.StandIns
                + "systemctl() { case $1 in is-active) return 3 ;; disable | enable | list-unit-files) return 1 ;; esac; }\n"
                + "certbot() { return 127; }\n"
        );

        Assert.False(Directory.Exists(_host["etc/letsencrypt/archive"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task The_hosts_own_user_gets_its_home_back()
    {
        await DataStep.BeginAsync(_host);
        var user = Regex.Match(HostScript.Load("Origin/Forum/account.sh"), @"(?s)user\(\) .*?\n\}\n").Value;
        await DataStep.StepAsync(_host, $"{DataStep.Everything}{user}user nodebb /var/lib/nodebb/home\n");

        await DataStep.DestroyAsync(_host, "erase", standIns: DataStep.Everything);

        Assert.Contains("usermod --home /home/nodebb nodebb\n", Called, StringComparison.Ordinal);
        Assert.DoesNotContain("userdel nodebb\n", Called, StringComparison.Ordinal);
    }
}
