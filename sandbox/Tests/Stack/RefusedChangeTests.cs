using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>Changes that cannot be deployed, or that would show visitors an empty forum, are refused before anything is touched.</summary>
public class RefusedChangeTests
{
    [Fact]
    public async Task An_administrators_name_is_changed_in_the_forum()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up);
        program.Host.Ran();

        var (result, shown) = await program.RunAsync(Operation.Preview, ("nodebb:adminUsername", "boss"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("nodebb:adminUsername is \"boss\", but the forum was set up with \"admin\"", shown);
        Assert.DoesNotContain("   at ", shown);
    }

    [Fact]
    public async Task A_new_mail_address_reaches_the_authority_and_leaves_the_forum_alone()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up);
        program.Host.Ran();

        await program.DoAsync(Operation.Up, ("nodebb:email", "other@example.org"));

        Assert.Equal(["certificate", "verify"], program.Host.Ran());
    }

    [Fact]
    public async Task Another_server_is_refused_until_its_owner_says_where_the_data_came_from()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up);
        program.Host.Ran();
        var before = zone.State.Zone;

        var (result, shown) = await program.RunAsync(Operation.Up, ("nodebb:originAddress", "192.0.2.77"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("set nodebb:movedFrom to 192.0.2.10", shown);
        Assert.Same(before, zone.State.Zone);
        Assert.Empty(program.Host.Ran());

        await program.DoAsync(Operation.Up, ("nodebb:originAddress", "192.0.2.77"), ("nodebb:movedFrom", "192.0.2.10"));
        Assert.All(zone.State.Zone.DnsRecords, record => Assert.Equal("192.0.2.77", record.Content));
    }

    [Fact]
    public async Task A_wrong_token_is_one_error_with_what_it_needs()
    {
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone) { Token = "another-token-with-its-forty-characters0" };

        var (result, shown) = await program.RunAsync(Operation.Up);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Cloudflare refused or did not answer the request for zone 023e105f4ecef8ad9ca31a8372d0c353", shown);
        Assert.Contains("Zone WAF Edit", shown);
        Assert.DoesNotContain("   at ", shown);
        Assert.True(shown.Split('\n').Length < 25, shown);
        Assert.Empty(program.Host.Ran());
    }
}
