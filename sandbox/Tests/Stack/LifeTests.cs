using System.Text.Json;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>A stack's lifecycle from the first up to the destroy, with a simulated zone and no host.</summary>
public class LifeTests
{
    [Fact]
    public async Task A_stack_comes_stays_changes_in_one_place_and_goes_without_its_host()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);

        var first = await program.DoAsync(Operation.Up);
        Assert.Equal("output of verify", first.Outputs["verification"]);
        var ran = program.Host.Ran();
        Assert.Equal(13, ran.Distinct().Count());
        Assert.Equal(("ready", "verify"), (ran[0], ran[^1]));
        Assert.Equal(2, zone.State.Zone.Rulesets.Count);
        Assert.Equal(2, zone.State.Zone.DnsRecords.Count);

        var again = await program.DoAsync(Operation.Up);
        Assert.Equal(["same"], again.Counts.Where(c => c.Value > 0).Select(c => c.Key));
        Assert.Empty(program.Host.Ran());

        var changed = await program.DoAsync(Operation.Up, ("nodebb:affinity", "visitor-ip"));
        Assert.Equal((2, 2), (changed.Counts["update"], changed.Counts["replace"]));
        Assert.Equal(["nginx", "verify"], program.Host.Ran());

        await program.DoAsync(Operation.Destroy);
        Assert.Equal(["destroy-stop"], program.Host.Ran());
        Assert.Empty(zone.State.Zone.Rulesets);
        Assert.Empty(zone.State.Zone.DnsRecords);
    }

    [Fact]
    public async Task A_destroy_does_what_the_last_up_said_and_a_changed_mind_deletes_nothing()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        foreach (var (onDestroy, step) in new[] { ("erase", "destroy-erase"), ("leave", null), ("stop", "destroy-stop") })
        {
            foreach (var before in new[] { "stop", "leave", "erase", onDestroy })
                await program.DoAsync(Operation.Up, On(before));
            Assert.DoesNotContain(program.Host.Ran(), ran => ran.StartsWith("destroy", StringComparison.Ordinal));

            await program.DoAsync(Operation.Destroy);

            Assert.Equal(step is null ? [] : [step], program.Host.Ran());
        }
    }

    [Fact]
    public async Task A_destroy_that_fails_at_Cloudflare_has_not_deleted_the_data_yet()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up, On("erase"));
        program.Host.Ran();
        await zone.OkAsync("DELETE", $"{{zone}}/dns_records/{zone.State.Zone.DnsRecords[0].Id}");

        var (result, shown) = await program.RunAsync(Operation.Destroy);

        Assert.True(result.ExitCode != 0, shown);
        Assert.Contains("81044", shown, StringComparison.Ordinal);
        Assert.Empty(program.Host.Ran());
    }

    [Fact]
    public async Task A_stack_that_does_not_own_the_zone_leaves_it_as_it_was()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var owner = new DeliveredProgram(zone);
        await owner.DoAsync(Operation.Up);
        var before = OwnersPart(zone);

        using var guest = new DeliveredProgram(zone);
        (string, string)[] settings =
        [
            ("nodebb:zoneOwner", "false"),
            ("nodebb:domain", "staging.example.org"),
            ("nodebb:otherForums", "[]"),
        ];
        await guest.DoAsync(Operation.Up, settings);
        Assert.Equal(
            ["example.org", "staging.example.org", "www.example.org"],
            zone.State.Zone.DnsRecords.Select(r => r.Name).Order(StringComparer.Ordinal)
        );
        await guest.DoAsync(Operation.Destroy, settings);

        Assert.Equal(before, OwnersPart(zone));
    }

    private static (string, string)[] On(string destroy) =>
        [("nodebb:protected", "[]"), ("nodebb:onDestroy", destroy), ("nodebb:deleteData", destroy == "erase" ? "true" : "false")];

    private static string OwnersPart(ApiServer zone) =>
        JsonSerializer.Serialize(
            new
            {
                zone.State.Zone.Rulesets,
                zone.State.Zone.Settings,
                zone.State.Zone.DnsRecords,
            }
        );
}
