using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>A function call that succeeded without a usable result.</summary>
internal sealed class CloudflareFunctionException(string summary, string detail) : Exception($"{summary}: {detail}")
{
    public string Summary { get; } = summary;

    public string Detail { get; } = detail;
}

/// <summary>The provider's functions: reads without a resource.</summary>
internal static class CloudflareFunctions
{
    private static readonly Dictionary<string, Function> All = new()
    {
        ["getIpRanges"] = new(GetIpRangesAsync, "networks"),
        // With one filter, "match" (all or any of them) changes nothing.
        ["getZone"] = new(GetZoneAsync, "zoneId", "filter.name", "filter.match"),
        ["getRulesets"] = new(GetRulesetsAsync, "zoneId"),
        ["getDnsRecords"] = new(GetDnsRecordsAsync, "zoneId"),
    };

    /// <exception cref="RpcException">The function does not exist, or an argument is not supported.</exception>
    public static Task<Struct> CallAsync(CloudflareClient client, string token, Struct arguments)
    {
        var name = token.Split(':')[^1];
        if (!All.TryGetValue(name, out var function))
        {
            throw Refused($"The sandbox knows no cloudflare function '{token}'; it knows {string.Join(", ", All.Keys)}.");
        }

        return Paths(arguments).Except(function.Arguments).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown
            ? throw Refused(UnsupportedOptions.Sentence($"{name} has the argument {unknown}"))
            : function.Call(client, arguments);
    }

    private static IEnumerable<string> Paths(Struct arguments) =>
        from argument in arguments.Fields
        where !argument.Value.IsNull
        from path in argument.Value.IsMap
            ? argument.Value.StructValue.Fields.Where(f => !f.Value.IsNull).Select(f => $"{argument.Key}.{f.Key}")
            : [argument.Key]
        select path;

    private static RpcException Refused(string sentence) => new(new Status(StatusCode.Unknown, sentence));

    /// <summary>A function and its supported arguments.</summary>
    private sealed record Function(Func<CloudflareClient, Struct, Task<Struct>> Call, params string[] Arguments);

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
            // One page is enough to see whether there is exactly one result.
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

    private static async Task<Struct> GetRulesetsAsync(CloudflareClient client, Struct arguments)
    {
        var results = Results(
            (await client.GetAsync($"/zones/{arguments.Text("zoneId")}/rulesets")).ListValue.Values,
            CloudflareNames.ToPulumi
        );
        results.Fields["rulesets"] = results.Fields["results"];
        return Merge(arguments, results);
    }

    private static async Task<Struct> GetDnsRecordsAsync(CloudflareClient client, Struct arguments) =>
        Merge(arguments, Results(await client.ListAsync($"/zones/{arguments.Text("zoneId")}/dns_records"), DnsRecordKind.FromApi));

    private static Struct Results(IEnumerable<Value> items, Func<Struct, Struct> convert) =>
        new() { Fields = { ["results"] = Value.ForList([.. items.Select(item => Value.ForStruct(convert(item.StructValue)))]) } };

    private static Struct Merge(Struct arguments, Struct result)
    {
        var merged = arguments.Clone();
        merged.MergeFrom(result);
        return merged;
    }
}
