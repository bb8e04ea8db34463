using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>A DNS record. https://developers.cloudflare.com/api/resources/dns/subresources/records/</summary>
internal sealed class DnsRecordKind : CloudflareKind
{
    public override IReadOnlyCollection<string> Required => ["name", "ttl", "type"];

    public override IReadOnlyCollection<string> Optional =>
        ["zoneId", "comment", "content", "data", "priority", "privateRouting", "proxied", "settings", "tags"];

    public override IReadOnlyCollection<string> Computed =>
        ["createdOn", "meta", "modifiedOn", "proxiable", "settings", "tags", "tagsModifiedOn"];

    public override IReadOnlyCollection<string> Volatile => ["modifiedOn"];

    public override IReadOnlyCollection<string> Replaces => ["type", "zoneId"];

    public override Struct WithDefaults(Struct inputs)
    {
        var result = inputs.Clone();
        result.Fields.TryAdd("proxied", Value.ForBool(false));
        return result;
    }

    public override Struct PlanNew(Struct inputs)
    {
        var plan = base.PlanNew(inputs);
        if (inputs.Fields.ContainsKey("comment"))
        {
            plan.Fields["commentModifiedOn"] = Markers.Unknown;
        }

        return plan;
    }

    public override async Task<Struct> CreateAsync(CloudflareClient client, Struct inputs)
    {
        var sent = WithDefaults(inputs);
        return Outputs(sent, await client.SendAsync(HttpMethod.Post, $"{Zone(sent)}/dns_records", Body(sent, "zoneId")));
    }

    public override async Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news)
    {
        // The API resets omitted fields, so settings and tags are sent with their old values.
        var sent = WithDefaults(news);
        sent.Fields.TryAdd("settings", olds.Fields.GetValueOrDefault("settings") ?? Value.ForStruct(new Struct()));
        sent.Fields.TryAdd("tags", olds.Fields.GetValueOrDefault("tags") ?? Value.ForList());
        return Outputs(sent, await client.SendAsync(HttpMethod.Put, $"{Zone(sent)}/dns_records/{id}", Body(sent, "zoneId")));
    }

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known) =>
        Outputs(Properties(("zoneId", known.Text("zoneId")!)), await client.GetAsync($"{Zone(known)}/dns_records/{id}"));

    public override Task DeleteAsync(CloudflareClient client, string id, Struct olds) =>
        client.DeleteAsync($"{Zone(olds)}/dns_records/{id}");

    /// <summary>Converts a record from a list to Pulumi's names.</summary>
    public static Struct FromApi(Struct record)
    {
        var result = CloudflareNames.ToPulumi(record);
        result.Fields["meta"] = Value.ForString(
            JsonValues.ToText(record.Fields.GetValueOrDefault("meta") ?? Value.ForStruct(new Struct()))
        );
        return result;
    }

    private static Struct Outputs(Struct sent, Value result)
    {
        var outputs = Outputs(sent, Value.ForStruct(FromApi(result.StructValue)), IdOf(result));
        outputs.Fields.TryAdd("tags", Value.ForList());
        var settings = outputs.Fields.TryGetValue("settings", out var given) && given.IsMap ? given.StructValue.Clone() : new Struct();
        if (outputs.Text("type") == "CNAME")
        {
            foreach (var name in (string[])["flattenCname", "ipv4Only", "ipv6Only"])
            {
                settings.Fields.TryAdd(name, Value.ForBool(false));
            }
        }

        outputs.Fields["settings"] = Value.ForStruct(settings);
        return outputs;
    }
}
