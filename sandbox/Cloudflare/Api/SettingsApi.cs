using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/settings</c></summary>
/// <remarks>https://developers.cloudflare.com/api/resources/zones/subresources/settings/</remarks>
internal static class SettingsApi
{
    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet("/settings", () => Answer.Ok(SettingDefinitions.All.Select(setting => Describe(state.Zone, setting))));
        zone.MapGet("/settings/{id}", (string id) => Answer.Ok(Describe(state.Zone, Find(id))));
        zone.MapPatch("/settings/{id}", (string id, Body body) => Answer.Ok(Change(state, Find(id), body)));
    }

    private static SettingAnswer Change(CloudflareState state, SettingDefinition setting, Body body)
    {
        // The provider sends an update without a value when only its own metadata changed; Cloudflare refuses it.
        var value = body.Member("value") ?? throw ApiErrors.SettingValue(setting);
        if (!setting.Editable)
            throw ApiErrors.SettingFixed(setting.Id);
        if (!setting.Takes(value))
            throw ApiErrors.SettingValue(setting);
        return state.Change(zone =>
        {
            var changed = zone with { Settings = zone.Settings.SetItem(setting.Id, new ChangedSetting(value, ZoneJson.Now())) };
            return (changed, Describe(changed, setting));
        });
    }

    private static SettingDefinition Find(string id) => SettingDefinitions.Find(id) ?? throw ApiErrors.UnknownSetting();

    private static SettingAnswer Describe(Zone zone, SettingDefinition setting) =>
        new(
            setting.Id,
            SettingDefinitions.Value(zone, setting.Id),
            setting.Editable,
            zone.Settings.GetValueOrDefault(setting.Id)?.ModifiedOn
        );

    private sealed record SettingAnswer(string Id, JsonElement Value, bool Editable, string? ModifiedOn);
}
