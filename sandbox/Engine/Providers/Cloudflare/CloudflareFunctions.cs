using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>A function that was answered, but not as its caller needs it.</summary>
internal sealed class CloudflareFunctionException(string summary, string detail) : Exception($"{summary}: {detail}")
{
    public string Summary { get; } = summary;

    public string Detail { get; } = detail;
}

/// <summary>The provider's functions: reads that make no resource.</summary>
internal static class CloudflareFunctions
{
    private static readonly Dictionary<string, Func<CloudflareClient, Struct, Task<Struct>>> All = new()
    {
        ["getIpRanges"] = GetIpRangesAsync,
        ["getZone"] = GetZoneAsync,
        ["getZones"] = GetZonesAsync,
        ["getZoneSetting"] = GetZoneSettingAsync,
        ["getRulesets"] = GetRulesetsAsync,
        ["getDnsRecords"] = GetDnsRecordsAsync,
    };

    /// <exception cref="RpcException">No such function.</exception>
    public static Task<Struct> CallAsync(CloudflareClient client, string token, Struct arguments) =>
        All.TryGetValue(token.Split(':')[^1], out var function)
            ? function(client, arguments)
            : throw new RpcException(new Status(StatusCode.Unknown, $"The sandbox knows no cloudflare function '{token}'; it knows {string.Join(", ", All.Keys)}."));

    private static async Task<Struct> GetIpRangesAsync(CloudflareClient client, Struct arguments)
    {
        var query = arguments.Text("networks") is { } networks ? $"?networks={Uri.EscapeDataString(networks)}" : "";
        return CloudflareNames.ToPulumi((await client.GetAsync($"/ips{query}")).StructValue);
    }

    private static async Task<Struct> GetZoneAsync(CloudflareClient client, Struct arguments)
    {
        var id = arguments.Text("zoneId");
        if (id is null)
        {
            // One page is enough to know whether there is exactly one.
            var name = arguments.Fields.TryGetValue("filter", out var filter) && filter.IsMap ? filter.StructValue.Text("name") : null;
            var found = (await client.GetAsync($"/zones?name={Uri.EscapeDataString(name ?? "")}")).ListValue.Values;
            if (found.Count != 1)
            {
                throw new CloudflareFunctionException("failed to find exactly one result", $"{found.Count} found");
            }

            id = found[0].StructValue.Text("id")!;
        }

        var zone = CloudflareNames.ToPulumi((await client.GetAsync($"/zones/{id}")).StructValue);
        zone.Fields["zoneId"] = Value.ForString(id);
        return Merge(arguments, zone);
    }

    private static async Task<Struct> GetZonesAsync(CloudflareClient client, Struct arguments)
    {
        var query = arguments.Text("name") is { } name ? $"?name={Uri.EscapeDataString(name)}" : "";
        return Merge(arguments, Results(await client.ListAsync($"/zones{query}"), CloudflareNames.ToPulumi));
    }

    private static async Task<Struct> GetZoneSettingAsync(CloudflareClient client, Struct arguments)
    {
        var setting = (await client.GetAsync($"/zones/{arguments.Text("zoneId")}/settings/{arguments.Text("settingId")}")).StructValue;
        var result = CloudflareNames.ToPulumi(setting);
        result.Fields["value"] = setting.Fields["value"];
        return Merge(arguments, result);
    }

    private static async Task<Struct> GetRulesetsAsync(CloudflareClient client, Struct arguments)
    {
        var owner = arguments.Text("zoneId") is { } zone ? $"/zones/{zone}" : $"/accounts/{arguments.Text("accountId")}";
        var results = Results((await client.GetAsync($"{owner}/rulesets")).ListValue.Values, CloudflareNames.ToPulumi);
        results.Fields["rulesets"] = results.Fields["results"];
        return Merge(arguments, results);
    }

    private static async Task<Struct> GetDnsRecordsAsync(CloudflareClient client, Struct arguments) =>
        Merge(arguments, Results(await client.ListAsync($"/zones/{arguments.Text("zoneId")}/dns_records"), DnsRecordKind.FromApi));

    private static Struct Results(IEnumerable<Value> items, Func<Struct, Struct> convert) => new()
    {
        Fields = { ["results"] = Value.ForList([.. items.Select(item => Value.ForStruct(convert(item.StructValue)))]) },
    };

    private static Struct Merge(Struct arguments, Struct result)
    {
        var merged = arguments.Clone();
        merged.MergeFrom(result);
        return merged;
    }
}
