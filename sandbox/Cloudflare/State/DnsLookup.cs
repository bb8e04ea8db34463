using System.Net;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>How Cloudflare finds the origin of a hostname: in the zone's own records.</summary>
internal static class DnsLookup
{
    // Resolvers give up on longer chains too.
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

    // The records of the name itself; else those of the wildcard next above it.
    // https://developers.cloudflare.com/dns/manage-dns-records/reference/wildcard-dns-records/
    private static List<DnsRecord> At(Zone zone, string name)
    {
        var exact = zone.DnsRecords.FindAll(record => record.Name == name);
        for (var parent = name; exact.IsEmpty && parent.Contains('.') && parent != zone.Name;)
        {
            parent = parent[(parent.IndexOf('.') + 1)..];
            exact = zone.DnsRecords.FindAll(record => record.Name == $"*.{parent}");
        }
        return [.. exact];
    }
}
