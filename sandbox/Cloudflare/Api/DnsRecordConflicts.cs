namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>Records that cannot coexist.</summary>
/// <remarks>https://developers.cloudflare.com/dns/manage-dns-records/troubleshooting/records-with-same-name/</remarks>
internal static class DnsRecordConflicts
{
    /// <summary>Refuses a record that conflicts with the zone's others.</summary>
    public static void Check(Zone zone, DnsRecord record)
    {
        foreach (var other in zone.DnsRecords.Where(other => other.Name == record.Name && other.Id != record.Id))
        {
            if (other.Type == record.Type && string.Equals(other.Content, record.Content, StringComparison.OrdinalIgnoreCase))
                throw other.Proxied == record.Proxied && other.Ttl == record.Ttl ? ApiErrors.RecordIdentical() : ApiErrors.RecordExists();
            if (record.Type == "CNAME" && DnsRecord.IsProxiable(other.Type))
                throw ApiErrors.HostTaken();
            if (record.Type is "A" or "AAAA" && other.Type == "CNAME")
                throw ApiErrors.AliasTaken();
        }
    }
}
