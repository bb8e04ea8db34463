using System.Text.Json;

namespace NodeBBInfra.Tests.Cloudflare;

public class SettingsApiTests(RefusingApi refusing) : IClassFixture<RefusingApi>
{
    [Fact]
    public async Task A_setting_has_its_default_until_it_is_set_and_then_says_when_that_was()
    {
        await using var api = await ApiServer.StartAsync();

        var fresh = await api.OkAsync("GET", "{zone}/settings/always_use_https");
        Assert.Equal("off", fresh.GetProperty("value").GetString());
        Assert.Equal(JsonValueKind.Null, fresh.GetProperty("modified_on").ValueKind);

        await api.OkAsync("PATCH", "{zone}/settings/always_use_https", new { value = "on" });
        var set = await api.OkAsync("GET", "{zone}/settings/always_use_https");
        Assert.Equal("on", set.GetProperty("value").GetString());
        Assert.True(set.GetProperty("modified_on").GetDateTime() > DateTime.UtcNow.AddMinutes(-1));
        Assert.Equal("on", api.State.Setting("always_use_https"));
    }

    [Fact]
    public async Task All_settings_are_listed_with_what_can_be_changed_on_the_free_plan()
    {
        await using var api = await ApiServer.StartAsync();
        var all = (await api.OkAsync("GET", "{zone}/settings"))
            .EnumerateArray()
            .ToDictionary(setting => setting.GetProperty("id").GetString()!, setting => setting);
        Assert.Contains("ssl", all.Keys);
        Assert.True(all["rocket_loader"].GetProperty("editable").GetBoolean());
        Assert.False(all["http2"].GetProperty("editable").GetBoolean());
    }

    [Theory]
    [InlineData("ssl", "\"Strict\"")]
    [InlineData("ssl", "true")]
    [InlineData("min_tls_version", "1.2")]
    [InlineData("browser_cache_ttl", "5")]
    [InlineData("browser_cache_ttl", "\"0\"")]
    [InlineData("security_level", "\"off\"")]
    [InlineData("security_header", """{"strictTransportSecurity":{"enabled":true}}""")]
    [InlineData("security_header", """{"strict_transport_security":{"enabled":"yes"}}""")]
    public async Task A_value_that_a_setting_does_not_take_is_refused(string setting, string value)
    {
        var api = refusing.Api;
        await api.RefusedAsync(400, 1007, "PATCH", $"{{zone}}/settings/{setting}", $$"""{"value":{{value}}}""");
    }

    [Fact]
    public async Task Numbers_and_objects_are_taken_where_a_setting_is_one()
    {
        await using var api = await ApiServer.StartAsync();
        await api.OkAsync("PATCH", "{zone}/settings/browser_cache_ttl", new { value = 0 });
        Assert.Equal("0", api.State.Setting("browser_cache_ttl"));
        await api.OkAsync(
            "PATCH",
            "{zone}/settings/security_header",
            """{"value":{"strict_transport_security":{"enabled":true,"max_age":300}}}"""
        );
        Assert.Contains("300", api.State.Setting("security_header"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_without_a_value_an_unknown_setting_and_a_fixed_one_are_refused()
    {
        var api = refusing.Api;
        await api.RefusedAsync(400, 1007, "PATCH", "{zone}/settings/ssl", "{}");
        await api.RefusedAsync(400, 1006, "PATCH", "{zone}/settings/no_such", new { value = "on" });
        await api.RefusedAsync(400, 1006, "GET", "{zone}/settings/no_such");
        await api.RefusedAsync(403, 1015, "PATCH", "{zone}/settings/http2", new { value = "off" });
    }
}
