using System.Net;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Resolves a hostname to its origin in the zone's own records, like Cloudflare.</summary>
internal static class DnsLookup
{
    // Resolvers have such a limit too.
    private const int MostAliases = 10;

    /// <inheritdoc cref="IZone.Origins"/>
    public static IReadOnlyList<IPAddress>? Origins(Zone zone, string hostname)
    {
        var records = At(zone, hostname);
        if (!records.Any(record => record.Proxied))
            return null;
        for (var aliases = 0; aliases < MostAliases; aliases++)
        {
            if (records.Find(record => record.Type == "CNAME") is not { } alias)
                return [.. records.Where(record => record.Type is "A" or "AAAA").Select(record => IPAddress.Parse(record.Content))];
            records = At(zone, alias.Content.ToLowerInvariant());
        }
        return [];
    }

    // The records of the name, or of the closest wildcard above it.
    // https://developers.cloudflare.com/dns/manage-dns-records/reference/wildcard-dns-records/
    private static List<DnsRecord> At(Zone zone, string name)
    {
        var exact = zone.DnsRecords.FindAll(record => record.Name == name);
        for (var parent = name; exact.IsEmpty && parent.Contains('.') && parent != zone.Name; )
        {
            parent = parent[(parent.IndexOf('.') + 1)..];
            exact = zone.DnsRecords.FindAll(record => record.Name == $"*.{parent}");
        }
        return [.. exact];
    }
}
