using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/bot_management</c> on the Free plan, without Super Bot Fight Mode.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/bot_management/</remarks>
internal static class BotManagementApi
{
    private const string Name = "bot_management";

    private static readonly Dictionary<string, Func<JsonElement, bool>> Members = new()
    {
        ["fight_mode"] = ZoneObjects.Flag,
        ["enable_js"] = ZoneObjects.Flag,
        ["is_robots_txt_managed"] = ZoneObjects.Flag,
        ["ai_bots_protection"] = ZoneObjects.OneOf("block", "disabled", "only_on_ad_pages"),
        ["crawler_protection"] = ZoneObjects.OneOf("enabled", "disabled"),
    };

    private static readonly object Standard = new
    {
        FightMode = false,
        EnableJs = false,
        UsingLatestModel = true,
        AiBotsProtection = "disabled",
        CrawlerProtection = "disabled",
        IsRobotsTxtManaged = false,
    };

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet($"/{Name}", () => Answer.Ok(ZoneObjects.Get(state.Zone, Name, Standard)));
        zone.MapPut(
            $"/{Name}",
            (Body body) =>
                Answer.Ok(
                    state.Change(z =>
                    {
                        var merged = ZoneObjects.Merged(ZoneObjects.Get(z, Name, Standard), body, Members);
                        return (ZoneObjects.Set(z, Name, merged), merged);
                    })
                )
        );
    }
}
