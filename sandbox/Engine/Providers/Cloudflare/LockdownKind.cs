using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>A zone lockdown rule. https://developers.cloudflare.com/api/resources/firewall/subresources/lockdowns/</summary>
internal sealed class LockdownKind : CloudflareKind
{
    public override IReadOnlyCollection<string> Required => ["configurations", "urls"];

    public override IReadOnlyCollection<string> Optional => ["description", "paused", "priority", "zoneId"];

    public override IReadOnlyCollection<string> Computed => ["createdOn", "modifiedOn"];

    public override IReadOnlyCollection<string> Volatile => ["modifiedOn"];

    public override Struct WithDefaults(Struct inputs)
    {
        var result = inputs.Clone();
        result.Fields.TryAdd("paused", Value.ForBool(false));
        return result;
    }

    public override async Task<Struct> CreateAsync(CloudflareClient client, Struct inputs)
    {
        var sent = WithDefaults(inputs);
        var result = await client.SendAsync(HttpMethod.Post, Path(sent), Body(sent, "zoneId"));
        return Outputs(sent, result, IdOf(result));
    }

    public override async Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news)
    {
        var sent = WithDefaults(news);
        return Outputs(sent, await client.SendAsync(HttpMethod.Put, $"{Path(sent)}/{id}", Body(sent, "zoneId")), id);
    }

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known) =>
        Outputs(Properties(("zoneId", known.Text("zoneId")!)), await client.GetAsync($"{Path(known)}/{id}"), id);

    public override Task DeleteAsync(CloudflareClient client, string id, Struct olds) => client.DeleteAsync($"{Path(olds)}/{id}");

    private static string Path(Struct properties) => $"{Zone(properties)}/firewall/lockdowns";
}
