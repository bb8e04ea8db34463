using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Validates a Cloudflare zone id.</summary>
internal static partial class CloudflareIds
{
    /// <summary>What to write instead; null for a valid id.</summary>
    public static string? Zone(string value) =>
        HexId().IsMatch(value) ? null : "write the 32 digits 0-9 and a-f that the overview page of the Cloudflare dashboard shows";

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex HexId();
}
