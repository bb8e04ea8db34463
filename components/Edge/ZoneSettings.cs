namespace NodeBBInfra.Components.Edge;

/// <summary>
/// The zone settings that the forum depends on: the six of the guide's step 1, and others whose wrong values would break it.
/// </summary>
/// <remarks>
/// Each is a resource. Destroying one leaves the zone's value unchanged.
/// https://developers.cloudflare.com/api/resources/zones/subresources/settings/
/// </remarks>
public static class ZoneSettings
{
    /// <summary>Setting ids as in the API, and their values.</summary>
    public static IReadOnlyList<(string Id, string Value)> Render() =>
        [
            // Cloudflare connects to the origin over https and verifies its certificate.
            ("ssl", "strict"),
            ("always_use_https", "on"),
            ("min_tls_version", "1.2"),
            ("opportunistic_encryption", "on"),
            ("tls_1_3", "on"),
            ("automatic_https_rewrites", "on"),
            // When off, Cloudflare answers an upgrade as an ordinary request, and every client stays on polling.
            ("websockets", "on"),
            // Rocket Loader delays and reorders scripts, and then NodeBB's login form never works.
            ("rocket_loader", "off"),
            // It takes @user@another.server in posts for an email address and replaces it with "[email protected]".
            ("email_obfuscation", "off"),
            // With "overwrite", visitors with IPv6 get made-up IPv4 addresses, which many of them share.
            ("pseudo_ipv4", "off"),
            // The default of a new zone. WafRules exempts what no person looks at. A higher level would challenge members on bad networks
            // at every page; a lower one would let in spammers without browser headers.
            ("security_level", "medium"),
            ("browser_check", "on"),
        ];
}
