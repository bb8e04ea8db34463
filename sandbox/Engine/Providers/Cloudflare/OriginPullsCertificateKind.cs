using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// Cloudflare's client certificate for the origin. https://developers.cloudflare.com/api/resources/origin_tls_client_auth/
/// </summary>
internal sealed class OriginPullsCertificateKind : CloudflareKind
{
    public override IReadOnlyCollection<string> Required => ["certificate", "privateKey"];

    public override IReadOnlyCollection<string> Optional => ["zoneId"];

    public override IReadOnlyCollection<string> Computed =>
        ["certificateId", "enabled", "expiresOn", "issuer", "serialNumber", "signature", "status", "uploadedOn"];

    public override IReadOnlyCollection<string> Replaces => ["certificate", "privateKey", "zoneId"];

    public override IReadOnlyCollection<string> Secret => ["privateKey"];

    public override async Task<Struct> CreateAsync(CloudflareClient client, Struct inputs) =>
        WithId(inputs, await client.SendAsync(HttpMethod.Post, Path(inputs), Body(inputs, "zoneId")));

    public override Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news) => Task.FromResult(olds);

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known) =>
        WithId(known, await client.GetAsync($"{Path(known)}/{id}"));

    public override Task DeleteAsync(CloudflareClient client, string id, Struct olds) => client.DeleteAsync($"{Path(olds)}/{id}");

    private static string Path(Struct properties) => $"{Zone(properties)}/origin_tls_client_auth";

    private static Struct WithId(Struct sent, Value result)
    {
        var outputs = Outputs(sent, result, IdOf(result));
        outputs.Fields["certificateId"] = Value.ForString(outputs.Text("id")!);
        return outputs;
    }
}
