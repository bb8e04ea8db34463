using System.Text.Json;
using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Deployment = Pulumi.Deployment;
using Provider = Pulumi.Cloudflare.Provider;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>
/// tests/Recordings/zone/index.js in C#: functions, imports, and a zone's other rulesets and records, without what the sandbox does not
/// have. Project "more", stack "mor". Settings: variant, cfToken, ids (JSON with the ids of a DNS record and a ruleset to import); apiUrl if
/// it differs from the recording.
/// </summary>
internal static class ZoneTwin
{
    public const string Zone = "023e105f4ecef8ad9ca31a8372d0c353";

    public static Task<int> RunAsync() => Deployment.RunAsync(Define);

    private static Dictionary<string, object?> Define()
    {
        var config = new Pulumi.Config();
        var variant = config.Get("variant") ?? "none";
        var provider = new Provider(
            "cf",
            new ProviderArgs { ApiToken = config.RequireSecret("cfToken"), BaseUrl = TwinAddresses.ApiUrl(config) }
        );
        switch (variant)
        {
            case "invokes":
                return Ask(provider);
            case "zone-missing":
                return new() { ["zone"] = ZoneNamed("missing.example", provider).Apply(found => found.ZoneId) };
            case "phases" or "phases2":
                ZoneTwinRulesets.Define(changed: variant == "phases2", provider);
                ZoneTwinRecords.Define(provider);
                break;
            case "import" or "import-wrong" or "imported":
                Import(variant, config.Get("ids") ?? "{}", provider);
                break;
        }

        return [];
    }

    private static Output<GetZoneResult> ZoneNamed(string name, Provider provider) =>
        // The recorded program omitted "match"; in C# it is required, with "all" as the API's default.
        GetZone.Invoke(
            new GetZoneInvokeArgs
            {
                Filter = new GetZoneFilterInputArgs { Name = name, Match = "all" },
            },
            new InvokeOptions { Provider = provider }
        );

    private static Dictionary<string, object?> Ask(Provider provider)
    {
        var options = new InvokeOptions { Provider = provider };
        var zone = ZoneNamed("example.org", provider);
        return new()
        {
            ["zone"] = zone.Apply(found => found.ZoneId),

            // Not the whole plan: a C# object has a price of 0 and other defaults that the API did not send.
            ["plan"] = zone.Apply(found => new Dictionary<string, object?> { ["id"] = found.Plan.Id, ["name"] = found.Plan.Name }),
            ["rulesets"] = GetRulesets
                .Invoke(new GetRulesetsInvokeArgs { ZoneId = Zone }, options)
                .Apply(found => found.Results.Select(one => new[] { one.Id, one.Phase, one.Kind }).ToArray()),
            ["records"] = GetDnsRecords
                .Invoke(new GetDnsRecordsInvokeArgs { ZoneId = Zone }, options)
                .Apply(found => found.Results.Select(one => new[] { one.Name, one.Type, one.Content }).ToArray()),
        };
    }

    private static void Import(string variant, string ids, Provider provider)
    {
        var known = JsonSerializer.Deserialize<Dictionary<string, string>>(ids)!;
        _ = new DnsRecord(
            "d",
            new DnsRecordArgs
            {
                ZoneId = Zone,
                Name = "example.org",
                Type = "A",
                Content = variant == "import-wrong" ? "203.0.113.99" : "203.0.113.10",
                Proxied = true,
                Ttl = 1,
            },
            From($"{Zone}/{known.GetValueOrDefault("dns")}")
        );
        _ = new Ruleset(
            "r",
            new RulesetArgs
            {
                ZoneId = Zone,
                Kind = "zone",
                Phase = "http_request_firewall_custom",
                Name = "theirs",
                Description = "by hand",
                Rules =
                {
                    new RulesetRuleArgs
                    {
                        Ref = "mine",
                        Description = "mine",
                        Expression = "true",
                        Action = "log",
                        Enabled = true,
                    },
                },
            },
            From($"zones/{Zone}/{known.GetValueOrDefault("rs")}")
        );
        _ = new ZoneSetting(
            "s",
            new ZoneSettingArgs
            {
                ZoneId = Zone,
                SettingId = "ssl",
                Value = "full",
            },
            From($"{Zone}/ssl")
        );

        CustomResourceOptions From(string id) => new() { Provider = provider, ImportId = variant == "imported" ? null : id };
    }
}
