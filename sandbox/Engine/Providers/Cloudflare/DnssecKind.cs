using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// A zone's DNSSEC. A delete first disables it. https://developers.cloudflare.com/api/resources/dns/subresources/dnssec/
/// </summary>
internal sealed class DnssecKind : CloudflareKind
{
    public override IReadOnlyCollection<string> Required => ["zoneId"];

    public override IReadOnlyCollection<string> Optional => ["dnssecMultiSigner", "dnssecPresigned", "dnssecUseNsec3", "status"];

    public override IReadOnlyCollection<string> Computed =>
        ["algorithm", "digest", "digestAlgorithm", "digestType", "ds", "flags", "keyTag", "keyType", "modifiedOn", "publicKey"];

    public override IReadOnlyCollection<string> Volatile => ["modifiedOn"];

    public override Task<Struct> CreateAsync(CloudflareClient client, Struct inputs) => SendAsync(client, inputs);

    public override Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news) => SendAsync(client, news);

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known) =>
        Outputs(Properties(("zoneId", known.Text("zoneId")!)), await client.GetAsync($"{Zone(known)}/dnssec"), known.Text("zoneId")!);

    public override async Task DeleteAsync(CloudflareClient client, string id, Struct olds)
    {
        await client.SendAsync(HttpMethod.Patch, $"{Zone(olds)}/dnssec", Properties(("status", "disabled")));
        await client.DeleteAsync($"{Zone(olds)}/dnssec");
    }

    private static async Task<Struct> SendAsync(CloudflareClient client, Struct inputs) =>
        Outputs(inputs, await client.SendAsync(HttpMethod.Patch, $"{Zone(inputs)}/dnssec", Body(inputs, "zoneId")), inputs.Text("zoneId")!);
}
