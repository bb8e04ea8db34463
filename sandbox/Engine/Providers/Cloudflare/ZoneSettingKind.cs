using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// A zone setting. A delete leaves it in place. https://developers.cloudflare.com/api/resources/zones/subresources/settings/
/// </summary>
internal sealed class ZoneSettingKind : CloudflareKind
{
    public override IReadOnlyCollection<string> Required => ["settingId", "value"];

    public override IReadOnlyCollection<string> Optional => ["zoneId", "enabled"];

    public override IReadOnlyCollection<string> Computed => Volatile;

    public override IReadOnlyCollection<string> Volatile => ["editable", "enabled", "modifiedOn", "timeRemaining"];

    public override IReadOnlyCollection<string> Replaces => ["settingId", "zoneId"];

    public override bool StaysAfterDelete => true;

    public override Task<Struct> CreateAsync(CloudflareClient client, Struct inputs) => PatchAsync(client, inputs);

    public override Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news) => PatchAsync(client, news);

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known) =>
        Outputs(known, id, await client.GetAsync($"{Zone(known)}/settings/{id}"));

    public override (string Id, Struct Known) FromImportId(string importId)
    {
        var (id, known) = base.FromImportId(importId);
        known.Fields["settingId"] = Value.ForString(id);
        return (id, known);
    }

    private static async Task<Struct> PatchAsync(CloudflareClient client, Struct inputs)
    {
        var id = inputs.Text("settingId")!;
        var body = new Struct { Fields = { ["value"] = inputs.Fields["value"] } };
        return Outputs(inputs, id, await client.SendAsync(HttpMethod.Patch, $"{Zone(inputs)}/settings/{id}", body));
    }

    /// <summary>Keys inside a value are the API's, so they are not renamed.</summary>
    private static Struct Outputs(Struct sent, string id, Value result)
    {
        var outputs = Properties(("settingId", id), ("zoneId", sent.Text("zoneId") ?? ""));
        outputs = Outputs(outputs, result, id);
        outputs.Fields["value"] = result.StructValue.Fields["value"];
        return outputs;
    }
}
