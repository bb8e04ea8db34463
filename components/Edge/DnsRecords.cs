namespace NodeBBInfra.Components.Edge;

/// <summary>One address record.</summary>
/// <param name="ResourceName">Its name in the stack.</param>
/// <param name="Name">The whole host name: the API answers with it, so a short name would look like a change for ever.</param>
/// <param name="Type">A or AAAA.</param>
/// <param name="Content">The origin's address, which visitors never see.</param>
internal sealed record AddressRecord(string ResourceName, string Name, string Type, string Content);

/// <summary>The records by which visitors find the forum: both names, each address of the origin.</summary>
internal static class DnsRecords
{
    /// <summary>The comment by which a record is known as one that this project has made.</summary>
    public const string Comment = "NodeBBInfra";

    /// <summary>The records, apex first.</summary>
    /// <param name="domain">The forum's names.</param>
    /// <param name="ipv4">The origin's IPv4 address.</param>
    /// <param name="ipv6">Its IPv6 address, if it has one. Visitors with IPv6 are served either way: they meet Cloudflare's address.</param>
    public static IReadOnlyList<AddressRecord> Render(ForumDomain domain, string ipv4, string? ipv6)
    {
        List<AddressRecord> records = [new("apex", domain.Apex, "A", ipv4), new("www", domain.Www, "A", ipv4)];
        if (ipv6 is not null)
        {
            records.Add(new("apex-ipv6", domain.Apex, "AAAA", ipv6));
            records.Add(new("www-ipv6", domain.Www, "AAAA", ipv6));
        }

        return records;
    }
}
