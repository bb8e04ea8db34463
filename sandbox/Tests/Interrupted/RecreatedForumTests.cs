using System.Diagnostics;
using System.Globalization;
using NodeBBInfra.Tests.EndToEnd;
using Xunit.Abstractions;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>
/// Deploys and destroys the forum on one host again and again. RECREATE_ROUNDS is the number of rounds for each kind of destroy; the time
/// of each round is printed.
/// </summary>
[TestCaseOrderer("NodeBBInfra.Tests.EndToEnd.InOrder", "NodeBBInfra.Sandbox.Tests")]
public sealed class RecreatedForumTests(ForumWorld world, ITestOutputHelper output) : IClassFixture<ForumWorld>
{
    private const string Secrets = "cd /etc/nodebb-infra/secrets && sha256sum admin-password nodebb-secret";

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("RECREATE_ROUNDS") ?? "1", CultureInfo.InvariantCulture);

    [HostFact, Order(1)]
    public async Task Erased_again_and_again_the_host_and_the_zone_are_always_the_same()
    {
        var fresh = await HostTree.TakeAsync(world);
        var zone = await ZoneAsync();
        await world.DoAsync(["pulumi stack init prod --secrets-provider passphrase"]);
        world.Configure("session", 3, "nodebb:onDestroy: erase", "nodebb:deleteData: true");
        IReadOnlyList<string>? first = null;
        List<double> seconds = [];
        for (var round = 1; round <= Rounds; round++)
        {
            seconds.Add(await RoundAsync());
            var tree = await HostTree.TakeAsync(world);
            first ??= tree;
            HostTree.AssertSame(first, tree);
            Assert.Equal(zone, await ZoneAsync());
        }

        Print(seconds);
        Assert.Empty(await HostTree.NewAsync(world, fresh, first!));
        Assert.Empty(fresh.Except(first!));
    }

    [HostFact, Order(2)]
    public async Task Stopped_again_and_again_the_forum_is_always_the_same()
    {
        world.Configure("session", 3, "nodebb:onDestroy: stop");
        await world.DoAsync(["pulumi up"]);
        await world.OnHostAsync(
            """
            export REDISCLI_AUTH=$(cat /etc/nodebb-infra/secrets/redis-admin-password)
            redis-cli -s /run/redis/nodebb-infra.sock --user nodebb-infra set topic:1 'a post' >/dev/null
            setpriv --reuid=nodebb --regid=nodebb --clear-groups sh -c 'echo picture >/var/lib/nodebb/uploads/files/picture.png'
            """
        );
        var secrets = await world.OnHostAsync(Secrets);
        List<double> seconds = [];
        for (var round = 1; round <= Rounds; round++)
        {
            seconds.Add(await RoundAsync());
            Assert.Equal(secrets, await world.OnHostAsync(Secrets));
            Assert.Matches("(?m)^domain forum.example.com$", await world.OnHostAsync("cat /var/lib/nodebb-infra/kept"));
            Assert.Empty(await world.OnHostAsync("systemctl list-units --plain --no-legend --state=active nginx redis-server 'nodebb@*'"));
        }

        Print(seconds);
        await world.DoAsync(["pulumi up"]);
        Assert.Equal(
            "a post\npicture\n",
            await world.OnHostAsync(
                """
                export REDISCLI_AUTH=$(cat /etc/nodebb-infra/secrets/redis-admin-password)
                redis-cli -s /run/redis/nodebb-infra.sock --user nodebb-infra get topic:1
                cat /var/lib/nodebb/uploads/files/picture.png
                """
            )
        );
        Assert.Contains(
            "sudo cat /etc/nodebb-infra/secrets/admin-password",
            (await world.RunAsync("pulumi stack output adminPassword --show-secrets")).Output,
            StringComparison.Ordinal
        );
        world.Configure("session", 3, "nodebb:onDestroy: erase", "nodebb:deleteData: true");
        await world.DoAsync(["pulumi up", "pulumi destroy --refresh"]);
        Assert.Empty(await world.OnHostAsync("ls -d /etc/nodebb* /opt/n* /run/nodebb* /var/lib/nodebb* 2>/dev/null; ls -A /var/lib/redis"));
    }

    private async Task<double> RoundAsync()
    {
        var time = Stopwatch.StartNew();
        await world.DoAsync(["pulumi up", "pulumi destroy --refresh"]);
        return time.Elapsed.TotalSeconds;
    }

    private void Print(List<double> seconds)
    {
        output.WriteLine(
            $"seconds of each round: {string.Join(" ", seconds.Select(s => s.ToString("0.0", CultureInfo.InvariantCulture)))}"
        );
        // The first one installs the packages and the image's first start is slower.
        if (seconds.Count >= 11)
        {
            var ratio = seconds.TakeLast(5).Average() / seconds.Skip(1).Take(5).Average();
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"the last five took {ratio:0.00} times as long as the first five")
            );
        }
    }

    private async Task<string> ZoneAsync() => $"{await world.ZoneAsync("/dns_records")} {await world.ZoneAsync("/rulesets")}";
}
