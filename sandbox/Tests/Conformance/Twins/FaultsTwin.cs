using Pulumi;
using Pulumi.Cloudflare;
using Pulumi.Cloudflare.Inputs;
using Pulumi.Random;
using Deployment = Pulumi.Deployment;
using Provider = Pulumi.Cloudflare.Provider;
using ProviderArgs = Pulumi.Cloudflare.ProviderArgs;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>
/// tests/Recordings/faults/index.js in C#: one resource kind or fault per variant. Project "faults", stack "flt". Settings: variant,
/// cfToken, sshKey, hostKey, api (the API's base URL); apiUrl and sshPort if they differ from the recording.
/// </summary>
internal static class FaultsTwin
{
    private const string Zone = "023e105f4ecef8ad9ca31a8372d0c353";

    public static Task<int> RunAsync() => Deployment.RunAsync(Define);

    private static void Define()
    {
        var config = new Pulumi.Config();
        var variant = config.Get("variant") ?? "none";
        var provider = new Provider(
            "cf",
            new ProviderArgs { ApiToken = config.RequireSecret("cfToken"), BaseUrl = config.Get("api") ?? TwinAddresses.ApiUrl(config) }
        );
        DefineZone(variant, new CustomResourceOptions { Provider = provider });
        DefineValues(variant);
        new FaultsTwinCommands(config, variant).Define();
    }

    private static void DefineZone(string variant, CustomResourceOptions options)
    {
        switch (variant)
        {
            case "setting" or "unknown-setting":
                var id = variant == "setting" ? "ssl" : "no_such";
                _ = new ZoneSetting(
                    "s",
                    new ZoneSettingArgs
                    {
                        ZoneId = Zone,
                        SettingId = id,
                        Value = "strict",
                    },
                    options
                );
                break;
            case "dns":
                _ = new DnsRecord("d", Record("A", "203.0.113.10"), options);
                break;
            case "dns-type":
                options.DeleteBeforeReplace = true;
                _ = new DnsRecord("d", Record("CNAME", "x.example.net"), options);
                break;
            case "ruleset":
                _ = new Ruleset("r", Rules(Rule("a", "true", reference: "a", enabled: true)), options);
                break;
            case "ruleset-empty":
                _ = new Ruleset("r", Rules(), options);
                break;
            case "ruleset-noref":
                _ = new Ruleset("r", Rules(Rule("a", "true"), Rule("b", "false")), options);
                break;
            case "ruleset-noref2":
                _ = new Ruleset("r", Rules(Rule("b", "false")), options);
                break;
        }
    }

    private static void DefineValues(string variant)
    {
        switch (variant)
        {
            case "protect":
                _ = new RandomId("keep", new RandomIdArgs { ByteLength = 4 }, new CustomResourceOptions { Protect = true });
                break;
            case "throws":
                _ = new RandomId("x", new RandomIdArgs { ByteLength = 4 });
                throw new InvalidOperationException("program broke");
            case "two-names":
                _ = new RandomId("same", new RandomIdArgs { ByteLength = 4 });
                _ = new RandomId("same", new RandomIdArgs { ByteLength = 4 });
                break;
        }
    }

    private static DnsRecordArgs Record(string type, string content) =>
        new()
        {
            ZoneId = Zone,
            Name = "example.org",
            Type = type,
            Content = content,
            Proxied = true,
            Ttl = 1,
        };

    private static RulesetArgs Rules(params RulesetRuleArgs[] rules) =>
        new()
        {
            ZoneId = Zone,
            Kind = "zone",
            Phase = "http_request_firewall_custom",
            Name = "default",
            Rules = rules,
        };

    private static RulesetRuleArgs Rule(string description, string expression, string? reference = null, bool? enabled = null)
    {
        var rule = new RulesetRuleArgs
        {
            Description = description,
            Expression = expression,
            Action = "block",
        };
        if (reference is not null)
            rule.Ref = reference;

        if (enabled is { } value)
            rule.Enabled = value;

        return rule;
    }
}
