namespace NodeBBInfra.Components.Edge;

/// <summary>One address record (A or AAAA).</summary>
/// <param name="ResourceName">Its resource name.</param>
/// <param name="Name">The full host name. The API returns full names, so a short one would be a permanent diff.</param>
/// <param name="Type">A or AAAA.</param>
/// <param name="Content">The origin's address. Visitors never see it.</param>
internal sealed record AddressRecord(string ResourceName, string Name, string Type, string Content);

/// <summary>The forum's DNS records: for each name, one record per address of the origin.</summary>
internal static class DnsRecords
{
    /// <summary>The comment that marks a record as made by this project.</summary>
    public const string Comment = "NodeBBInfra";

    /// <summary>The records, the forum's own name first.</summary>
    /// <param name="domain">The forum's names.</param>
    /// <param name="ipv4">The origin's IPv4 address.</param>
    /// <param name="ipv6">The origin's IPv6 address, if any. Visitors with IPv6 are served either way, because Cloudflare's edge has
    /// IPv6.</param>
    public static IReadOnlyList<AddressRecord> Render(ForumDomain domain, string ipv4, string? ipv6)
    {
        // "apex" also below the zone's name: a resource that is renamed is created anew.
        List<(string Resource, string Name)> names = [("apex", domain.Name)];
        if (domain.Www is { } www)
            names.Add(("www", www));
        var records = names.Select(name => new AddressRecord(name.Resource, name.Name, "A", ipv4));
        return
        [
            .. ipv6 is null
                ? records
                : records.Concat(names.Select(name => new AddressRecord($"{name.Resource}-ipv6", name.Name, "AAAA", ipv6))),
        ];
    }
}
