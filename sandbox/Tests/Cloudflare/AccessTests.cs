using System.Net.Http.Headers;

namespace NodeBBInfra.Tests.Cloudflare;

public class AccessTests(RefusingApi refusing) : IClassFixture<RefusingApi>
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer wrong-token-of-the-simulated-cloudflare-0")]
    [InlineData("Basic " + ApiServer.Token)]
    public async Task A_request_without_the_token_is_refused_whatever_it_asks(string? authorization)
    {
        await using var api = await ApiServer.StartAsync();
        api.Client.DefaultRequestHeaders.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        foreach (var path in new[] { "/ips", "{zone}/settings/ssl", "/nothing" })
            Assert.Equal("Authentication error", (await api.RefusedAsync(403, 10000, "GET", path)).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("Bearer wrong-token")]
    [InlineData("Bearer test.token+of/the simulated cloudflare!!!!")]
    public async Task What_cannot_be_a_token_is_refused_as_such(string authorization)
    {
        await using var api = await ApiServer.StartAsync();
        api.Client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
        var error = await api.RefusedAsync(400, 6003, "GET", "/ips");
        Assert.Equal(6111, error.GetProperty("error_chain")[0].GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Another_zone_is_refused_and_what_is_no_zone_has_no_route()
    {
        var api = refusing.Api;
        await api.RefusedAsync(403, 9109, "GET", $"/zones/{new string('b', 32)}/settings/ssl");
        await api.RefusedAsync(403, 9109, "PATCH", $"/zones/{new string('b', 32)}/settings/ssl", new { value = "off" });
        await api.RefusedAsync(404, 7003, "GET", "/zones/my-zone/settings/ssl");
        await api.RefusedAsync(404, 7003, "GET", "/no/such/thing");
        await api.RefusedAsync(404, 7003, "DELETE", "{zone}/settings/ssl");
    }

    [Theory]
    [InlineData("{\"value\":")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("null")]
    public async Task What_is_no_JSON_object_is_refused(string body)
    {
        var api = refusing.Api;
        await api.RefusedAsync(400, 6007, "PATCH", "{zone}/settings/ssl", body);
    }

    [Fact]
    public async Task The_networks_of_Cloudflare_are_those_that_it_publishes()
    {
        await using var api = await ApiServer.StartAsync();
        var ips = await api.OkAsync("GET", "/ips");
        Assert.Equal(15, ips.GetProperty("ipv4_cidrs").GetArrayLength());
        Assert.Equal(7, ips.GetProperty("ipv6_cidrs").GetArrayLength());
        Assert.All(
            ips.GetProperty("ipv4_cidrs").EnumerateArray().Concat(ips.GetProperty("ipv6_cidrs").EnumerateArray()),
            cidr => System.Net.IPNetwork.Parse(cidr.GetString()!)
        );
    }
}
