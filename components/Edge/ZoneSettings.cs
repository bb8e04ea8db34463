namespace NodeBBInfra.Components.Edge;

/// <summary>The zone settings that the forum depends on: the six of the guide's step 1, and those whose other values would break it.</summary>
/// <remarks>
/// Each is a resource, and destroying one leaves the zone's value as it is.
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
        // It takes @people@another.server in posts for addresses of mail, and writes "[email protected]" in their place.
        ("email_obfuscation", "off"),
        // Overwriting, it gives visitors with IPv6 made-up addresses, which many of them share.
        ("pseudo_ipv4", "off"),
        // Pages are checked as in a new zone; what no person looks at is not (WafRules). More would challenge members on bad networks at
        // every page, less would let in the spammers who come without a browser's headers.
        ("security_level", "medium"),
        ("browser_check", "on"),
    ];
}
