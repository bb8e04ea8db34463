using System.Text;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>An existing Redis: the step takes it over with all its data, or leaves it unchanged and says why.</summary>
public sealed partial class LifecycleTests
{
    // Debian's folder as an earlier version of the stack, or somebody else, left it, with the data in the server's own dump.
    private const string Past = """
        . /usr/local/lib/nodebb-infra/lib.sh
        password=$(secret redis-password) dropin=/etc/systemd/system/redis-server.service.d/nodebb-infra.conf former=/etc/redis/nodebb-infra.conf
        redis_admin save >/dev/null
        systemctl stop redis-server
        rm -rf /var/lib/redis/appendonlydir /etc/nodebb-infra/redis /etc/nodebb-infra/secrets/redis-admin-password $dropin
        formerly() {
          printf 'include /etc/redis/redis.conf\n%s\n' "$1" >$former; chown redis:redis $former
          printf '[Service]\nExecStart=\nExecStart=/usr/bin/redis-server %s --supervised systemd --daemonize no\n' $former >$dropin
        }
        begin() { systemctl daemon-reload; systemctl reset-failed redis-server || true; systemctl start redis-server; wait_until 20 start redis-cli ping; }

        """;

    [HostFact, Order(7)]
    public async Task Redis_of_an_earlier_deployment_or_of_Debian_is_taken_over_with_its_data()
    {
        var keys = await ScriptAsync(
            ". /usr/local/lib/nodebb-infra/lib.sh; for i in {1..500}; do echo set trial:$i $i; done | REDISCLI_AUTH=$(secret redis-password) redis-cli >/dev/null; redis_admin dbsize"
        );
        Assert.True(int.Parse(keys, System.Globalization.CultureInfo.InvariantCulture) > 500, keys);

        foreach (
            var past in new[]
            {
                "formerly \"requirepass \\\"$password\\\"\"; begin",
                "formerly \"\"; begin",
                "begin",
                "begin; systemctl stop redis-server",
            }
        )
        {
            await ScriptAsync(Past + past);
            Assert.Equal("changed: restarted Redis", (await RedisStepAsync()).Split('\n')[^1]);
            Assert.Equal(
                "500",
                await ScriptAsync(
                    "REDISCLI_AUTH=$(cat /etc/nodebb-infra/secrets/redis-password) redis-cli --scan --pattern 'trial:*' | wc -l"
                )
            );
            Assert.Equal("unchanged", await RedisStepAsync());
        }
    }

    [HostFact, Order(8)]
    public async Task Redis_that_refuses_or_keeps_its_data_elsewhere_stays_as_it_is()
    {
        foreach (
            var (past, password, words) in new[]
            {
                (
                    "formerly 'requirepass unknown'; begin",
                    "unknown",
                    "accepts none of the passwords that this host knows; its data is unchanged"
                ),
                (
                    "mkdir -p /var/lib/redis/else; cp /var/lib/redis/dump.rdb /var/lib/redis/else; chown -R redis: /var/lib/redis/else; formerly 'dir /var/lib/redis/else'; begin",
                    "",
                    "keeps its data with dir /var/lib/redis/else"
                ),
            }
        )
        {
            await ScriptAsync(Past + past);
            Assert.Contains(words, await RedisStepAsync(), StringComparison.Ordinal);
            Assert.Equal(
                "500",
                await ScriptAsync(
                    $"{(password.Length > 0 ? "REDISCLI_AUTH=" + password : "")} redis-cli --scan --pattern 'trial:*' | wc -l"
                )
            );
            // As a person would: move the data and remove the password.
            await ScriptAsync(
                "systemctl stop redis-server; rm -rf /var/lib/redis/else /etc/systemd/system/redis-server.service.d/nodebb-infra.conf; systemctl daemon-reload; systemctl start redis-server; sleep 1"
            );
            Assert.Contains("changed: restarted Redis", await RedisStepAsync(), StringComparison.Ordinal);
        }
    }

    private async Task<string> ScriptAsync(string script)
    {
        var ended = await fixture.OnHostAsync($"base64 -d <<<{Base64(script)} >/run/test-script; bash -eu /run/test-script");
        Assert.True(ended.ExitCode == 0, ended.All);
        return ended.Output.Trim();
    }

    // Its message, whether it fails or not.
    private async Task<string> RedisStepAsync()
    {
        var bundle = new Bundle(
            [new("SECRETS_VERSION", "x")],
            [
                new("redis.conf", HostFile.Render("Origin/Redis/redis.conf")),
                new("redis-server.service", HostFile.Render("Origin/Redis/redis-server.service.d/nodebb-infra.conf")),
            ],
            HostScript.Load("Origin/Redis/redis.sh")
        );
        var ended = await fixture.OnHostAsync($"base64 -d <<<{Base64(bundle.Render())} | /usr/local/lib/nodebb-infra/run redis 300");
        return (ended.ExitCode == 0 ? ended.Output : ended.All).Trim();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
