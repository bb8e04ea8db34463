using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Random;
using Deployment = Pulumi.Deployment;
using Provider = Pulumi.Cloudflare.Provider;
using ProviderArgs = Pulumi.Cloudflare.ProviderArgs;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>
/// tests/Recordings/stack/index.js in C#: the same resources, inputs and options in the same order, without what the sandbox does not
/// have. Project "recording", stack "rec". Settings: variant, sshKey, cfToken, hostKey; apiUrl and sshPort if they differ from the recording.
/// </summary>
internal static class StackTwin
{
    private const string Zone = "023e105f4ecef8ad9ca31a8372d0c353";

    public static Task<int> RunAsync() => Deployment.RunAsync(Define);

    private static Dictionary<string, object?> Define()
    {
        var config = new Pulumi.Config();
        var variant = config.GetInt32("variant") ?? 1;
        var provider = new Provider(
            "cf",
            new ProviderArgs { ApiToken = config.RequireSecret("cfToken"), BaseUrl = TwinAddresses.ApiUrl(config) }
        );
        var edge = new EmptyComponent("nodebb:edge:Edge", "edge");
        DefineSettings(variant, () => new CustomResourceOptions { Parent = edge, Provider = provider });
        DefineRecords(
            variant,
            () =>
                new CustomResourceOptions
                {
                    Parent = edge,
                    Provider = provider,
                    DeleteBeforeReplace = true,
                }
        );
        StackTwinRulesets.Define(Zone, variant, () => new CustomResourceOptions { Parent = edge, Provider = provider });
        DefineZone(() => new CustomResourceOptions { Parent = edge, Provider = provider });
        var ranges = GetIpRanges.Invoke(new GetIpRangesInvokeArgs(), new InvokeOptions { Provider = provider, Parent = edge });
        var password = new RandomPassword("redis", new RandomPasswordArgs { Length = 40, Special = false }, new() { Parent = edge });
        var id = new RandomId("rid", new RandomIdArgs { ByteLength = 8 });
        var origin = new StackTwinOrigin(config, variant, ranges, password);
        var certificate = new OriginCaCertificate(
            "origincert",
            new OriginCaCertificateArgs
            {
                Csr = origin.Csr,
                Hostnames = { "example.org", "www.example.org" },
                RequestType = "origin-ecc",
                RequestedValidity = 5475,
            },
            new() { Parent = edge, Provider = provider }
        );
        return new()
        {
            ["url"] = "https://example.org",
            ["password"] = password.Result,
            ["certId"] = certificate.Id,
            ["verify"] = origin.Verification,
            ["ranges"] = ranges.Apply(found => found.Ipv4Cidrs),
            ["zoneCert"] = certificate.Certificate,
            ["rid"] = id.Hex,
        };
    }

    private static void DefineSettings(int variant, Func<CustomResourceOptions> options)
    {
        var settings = new (string Id, object Value)[]
        {
            ("ssl", "strict"),
            ("always_use_https", "on"),
            ("min_tls_version", variant >= 2 ? "1.3" : "1.2"),
            ("opportunistic_encryption", "on"),
            ("tls_1_3", "on"),
            ("automatic_https_rewrites", "on"),
            ("websockets", "on"),
            ("rocket_loader", "off"),
            ("browser_cache_ttl", 0),
        };
        foreach (var (id, value) in settings)
        {
            _ = new ZoneSetting(
                id,
                new ZoneSettingArgs
                {
                    ZoneId = Zone,
                    SettingId = id,
                    Value = value,
                },
                options()
            );
        }
    }

    private static void DefineRecords(int variant, Func<CustomResourceOptions> options)
    {
        _ = new DnsRecord(
            "apex",
            new DnsRecordArgs
            {
                ZoneId = Zone,
                Name = "example.org",
                Type = "A",
                Content = variant >= 2 ? "203.0.113.11" : "203.0.113.10",
                Proxied = true,
                Ttl = 1,
                Comment = "managed",
            },
            options()
        );
        if (variant < 3)
        {
            _ = new DnsRecord(
                "www",
                new DnsRecordArgs
                {
                    ZoneId = Zone,
                    Name = "www.example.org",
                    Type = "CNAME",
                    Content = "example.org",
                    Proxied = true,
                    Ttl = 1,
                },
                options()
            );
        }
    }

    private static void DefineZone(Func<CustomResourceOptions> options)
    {
        _ = new BotManagement(
            "bots",
            new BotManagementArgs
            {
                ZoneId = Zone,
                FightMode = false,
                EnableJs = false,
                AiBotsProtection = "disabled",
            },
            options()
        );
        _ = new UrlNormalizationSettings(
            "norm",
            new UrlNormalizationSettingsArgs
            {
                ZoneId = Zone,
                Scope = "incoming",
                Type = "cloudflare",
            },
            options()
        );
        _ = new AuthenticatedOriginPullsSettings(
            "aop",
            new AuthenticatedOriginPullsSettingsArgs { ZoneId = Zone, Enabled = true },
            options()
        );
        _ = new AuthenticatedOriginPullsCertificate(
            "aopcert",
            new AuthenticatedOriginPullsCertificateArgs
            {
                ZoneId = Zone,
                Certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                PrivateKey = Output.CreateSecret("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
            },
            options()
        );
    }
}
