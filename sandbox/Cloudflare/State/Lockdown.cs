using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A rule that allows only some addresses to access some URLs.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/firewall/subresources/lockdowns/</remarks>
internal sealed record Lockdown(
    string Id,
    string CreatedOn,
    string ModifiedOn,
    bool Paused,
    JsonElement Configurations,
    string Description,
    IReadOnlyList<string> Urls
);
