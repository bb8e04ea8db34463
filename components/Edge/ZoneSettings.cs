namespace NodeBBInfra.Components.Edge;

/// <summary>The zone settings that the forum depends on: the six of the guide's step 1, and two that would break it.</summary>
/// <remarks>
/// Only what is changed is listed: each is a resource, and destroying one leaves the zone's value as it is.
/// https://developers.cloudflare.com/api/resources/zones/subresources/settings/
/// </remarks>
internal static class ZoneSettings
{
    /// <summary>Setting ids as the API spells them, and their values.</summary>
    public static IReadOnlyList<(string Id, string Value)> Render() =>
    [
        // Cloudflare talks https to the origin and refuses a certificate that it cannot verify.
        ("ssl", "strict"),
        ("always_use_https", "on"),
        ("min_tls_version", "1.2"),
        ("opportunistic_encryption", "on"),
        ("tls_1_3", "on"),
        ("automatic_https_rewrites", "on"),
        // Off, an upgrade is answered as an ordinary request and every client stays on polling.
        ("websockets", "on"),
        // It loads scripts later and in another order, and NodeBB's login form then never becomes usable.
        ("rocket_loader", "off"),
    ];
}
