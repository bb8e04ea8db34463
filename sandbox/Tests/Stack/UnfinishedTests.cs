using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>A step that started and did not succeed runs again, whatever its input; and every run is verified.</summary>
public class UnfinishedTests
{
    [Theory]
    [InlineData("verify", "nginx verify")] // The verification failed: nginx has what it was given back, and the verification has not.
    [InlineData("nginx", "nginx verify")]
    public async Task A_step_that_failed_runs_again_when_it_gets_its_old_input_back(string failing, string steps)
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up);
        await FailAsync(program, failing, ("nodebb:affinity", "visitor-ip"));

        await program.DoAsync(Operation.Up);

        Assert.Equal(steps.Split(' '), program.Host.Ran());
        await program.DoAsync(Operation.Up);
        Assert.Empty(program.Host.Ran());
    }

    [Fact]
    public async Task A_host_that_was_given_a_port_too_many_is_given_its_ports_again()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up);
        await FailAsync(program, "forum", ("nodebb:ports", "[4567,4568,4569,4570]"));

        await program.DoAsync(Operation.Up);

        // nginx runs in parallel with the forum, so it may not have started when the forum failed.
        Assert.Equal(["forum", "verify"], program.Host.Ran().Except(["nginx"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_verification_that_failed_runs_again_although_nothing_has_changed()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up);
        await FailAsync(program, "verify", ("nodebb:cacheAssets", "false"));

        await program.DoAsync(Operation.Up, ("nodebb:cacheAssets", "false"));

        Assert.Equal(["verify"], program.Host.Ran());
    }

    [Fact]
    public async Task What_a_refresh_has_put_back_at_Cloudflare_is_verified()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up);
        program.Host.Ran();
        var www = zone.State.Zone.DnsRecords.Single(r => r.Name == "www.example.org");
        await zone.OkAsync("DELETE", $"{{zone}}/dns_records/{www.Id}");
        await zone.OkAsync("PATCH", "{zone}/settings/ssl", new { value = "flexible" });

        await program.RefreshedUpAsync();

        Assert.Equal(["verify"], program.Host.Ran());
        await program.RefreshedUpAsync();
        Assert.Empty(program.Host.Ran());
    }

    [Fact]
    public async Task A_new_way_to_log_in_runs_every_step_and_makes_no_new_certificate()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up);
        program.Host.Ran();

        var (preview, shown) = await program.RunAsync(Operation.Preview, ("nodebb:sshPort", "2222"));
        await program.DoAsync(Operation.Up, ("nodebb:sshPort", "2222"));

        Assert.True(preview.ExitCode == 0, shown);
        Assert.DoesNotContain("OriginCaCertificate", shown);
        Assert.Equal(13, program.Host.Ran().Distinct().Count());
        Assert.Single(zone.State.Zone.IssuedCertificates);
    }

    [Fact]
    public async Task IPv6_records_that_are_about_to_go_are_not_verified_and_do_not_stay_because_they_are_broken()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up, ("nodebb:originAddress6", "2001:db8::10"));
        program.Host.Ran();

        await program.DoAsync(Operation.Up);
        Assert.Contains("@param LEAVING\n| the forum's IPv6 records\n", program.Host.Stdin["verify"]);
        Assert.Equal(2, zone.State.Zone.DnsRecords.Count);
        await program.DoAsync(Operation.Up);
        Assert.Contains("@param LEAVING\n|\n", program.Host.Stdin["verify"]);

        Assert.Equal(["verify", "verify"], program.Host.Ran());
    }

    private static async Task FailAsync(DeliveredProgram program, string step, (string, string) change)
    {
        program.Host.Fails = step;
        var (result, shown) = await program.RunAsync(Operation.Up, change);
        Assert.True(result.ExitCode != 0, shown);
        program.Host.Fails = null;
        program.Host.Ran();
    }
}
