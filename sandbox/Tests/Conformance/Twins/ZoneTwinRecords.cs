using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Provider = Pulumi.Cloudflare.Provider;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>The other resources of tests/Recordings/zone/index.js, without its rulesets.</summary>
internal static class ZoneTwinRecords
{
    private const string Zone = ZoneTwin.Zone;

    public static void Define(Provider provider)
    {
        _ = new ManagedTransforms(
            "mt",
            new ManagedTransformsArgs
            {
                ZoneId = Zone,
                ManagedRequestHeaders =
                {
                    new ManagedTransformsManagedRequestHeaderArgs { Id = "add_visitor_location_headers", Enabled = false },
                },
                ManagedResponseHeaders =
                {
                    new ManagedTransformsManagedResponseHeaderArgs { Id = "remove_x-powered-by_header", Enabled = true },
                },
            },
            Options()
        );
        _ = new ZoneDnssec("dnssec", new ZoneDnssecArgs { ZoneId = Zone, Status = "active" }, Options());
        _ = new ZoneLockdown(
            "ld",
            new ZoneLockdownArgs
            {
                ZoneId = Zone,
                Urls = { "example.org/admin*" },
                Configurations =
                {
                    new ZoneLockdownConfigurationArgs { Target = "ip", Value = "198.51.100.4" },
                },
                Description = "admin",
            },
            Options()
        );
        _ = new DnsRecord("aaaa", Record("AAAA", ttl: 1, record => (record.Content, record.Proxied) = ("2001:db8::1", true)), Options());
        _ = new DnsRecord("mx", Record("MX", ttl: 300, record => (record.Content, record.Priority) = ("mail.example.org", 10)), Options());
        _ = new DnsRecord(
            "caa",
            Record(
                "CAA",
                ttl: 300,
                record =>
                    record.Data = new DnsRecordDataArgs
                    {
                        Flags = 0,
                        Tag = "issue",
                        Value = "letsencrypt.org",
                    }
            ),
            Options()
        );
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
