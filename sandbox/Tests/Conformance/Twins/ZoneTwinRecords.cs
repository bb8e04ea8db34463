using Pulumi;
using Pulumi.Cloudflare;
using Provider = Pulumi.Cloudflare.Provider;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>The DNS records of tests/Recordings/zone/index.js.</summary>
internal static class ZoneTwinRecords
{
    private const string Zone = ZoneTwin.Zone;

    public static void Define(Provider provider)
    {
        _ = new DnsRecord("aaaa", Record("AAAA", ttl: 1, record => (record.Content, record.Proxied) = ("2001:db8::1", true)), Options());
        _ = new DnsRecord("mx", Record("MX", ttl: 300, record => (record.Content, record.Priority) = ("mail.example.org", 10)), Options());
        _ = new DnsRecord(
            "txt",
            Record("TXT", ttl: 300, record => (record.Content, record.Tags) = ("\"v=spf1 -all\"", new InputList<string>())),
            Options()
        );

        CustomResourceOptions Options() => new() { Provider = provider };
    }

    private static DnsRecordArgs Record(string type, int ttl, Action<DnsRecordArgs> further)
    {
        var record = new DnsRecordArgs
        {
            ZoneId = Zone,
            Name = "example.org",
            Type = type,
            Ttl = ttl,
        };
        further(record);
        return record;
    }
}
