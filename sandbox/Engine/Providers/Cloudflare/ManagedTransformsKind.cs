using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// Cloudflare's managed header transforms, each on or off. They are read before a change; a delete disables the enabled ones.
/// https://developers.cloudflare.com/api/resources/managed_transforms/
/// </summary>
internal sealed class ManagedTransformsKind : CloudflareKind
{
    private static readonly string[] Lists = ["managedRequestHeaders", "managedResponseHeaders"];

    public override IReadOnlyCollection<string> Required => [.. Lists, "zoneId"];

    public override Task<Struct> CreateAsync(CloudflareClient client, Struct inputs) => SendAsync(client, inputs);

    public override Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news) => SendAsync(client, news);

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known) =>
        Outputs(Properties(("zoneId", known.Text("zoneId")!)), await client.GetAsync(Path(known)), known.Text("zoneId")!);

    public override async Task DeleteAsync(CloudflareClient client, string id, Struct olds)
    {
        await client.GetAsync(Path(olds));
        var off = new Struct();
        foreach (var list in Lists)
        {
            var on = olds.Fields[list]
                .ListValue.Values.Where(header => header.StructValue.Fields["enabled"].BoolValue)
                .Select(Off)
                .ToArray();
            if (on.Length > 0)
            {
                off.Fields[list] = Value.ForList(on);
            }
        }

        if (off.Fields.Count > 0)
        {
            await client.SendAsync(HttpMethod.Patch, Path(olds), CloudflareNames.ToApi(off));
        }
    }

    private static async Task<Struct> SendAsync(CloudflareClient client, Struct inputs)
    {
        await client.GetAsync(Path(inputs));
        await client.SendAsync(HttpMethod.Patch, Path(inputs), Body(inputs, "zoneId"));

        // The response lists all transforms; the outputs have only those in the inputs.
        var outputs = inputs.Clone();
        outputs.Fields["id"] = Value.ForString(inputs.Text("zoneId")!);
        return outputs;
    }

    private static Value Off(Value header)
    {
        var off = header.Clone();
        off.StructValue.Fields["enabled"] = Value.ForBool(false);
        return off;
    }

    private static string Path(Struct properties) => $"{Zone(properties)}/managed_headers";
}
