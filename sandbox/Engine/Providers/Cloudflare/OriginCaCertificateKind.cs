using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// An Origin CA certificate for the origin's CSR, trusted only by Cloudflare.
/// https://developers.cloudflare.com/api/resources/origin_ca_certificates/
/// </summary>
internal sealed class OriginCaCertificateKind : CloudflareKind
{
    public override IReadOnlyCollection<string> Required => ["csr", "hostnames", "requestType"];

    public override IReadOnlyCollection<string> Optional => ["requestedValidity"];

    public override IReadOnlyCollection<string> Computed => ["certificate", "expiresOn"];

    public override IReadOnlyCollection<string> Replaces => [.. Required, .. Optional];

    public override Struct WithDefaults(Struct inputs)
    {
        var result = inputs.Clone();
        result.Fields.TryAdd("requestedValidity", Value.ForNumber(5475));
        return result;
    }

    public override async Task<Struct> CreateAsync(CloudflareClient client, Struct inputs)
    {
        var sent = WithDefaults(inputs);
        var result = await client.SendAsync(HttpMethod.Post, "/certificates", Body(sent));
        return Outputs(sent, result, IdOf(result));
    }

    public override Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news) => Task.FromResult(olds);

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known) =>
        Outputs(known, await client.GetAsync($"/certificates/{id}"), id);

    public override Task DeleteAsync(CloudflareClient client, string id, Struct olds) => client.DeleteAsync($"/certificates/{id}");

    public override (string Id, Struct Known) FromImportId(string importId) => (importId, new Struct());
}
