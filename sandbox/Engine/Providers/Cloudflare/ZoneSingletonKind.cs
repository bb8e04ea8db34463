using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>A singleton of a zone: create and update are the same request, and its id is the zone's.</summary>
internal sealed class ZoneSingletonKind : CloudflareKind
{
    private readonly string _path;
    private readonly IReadOnlyDictionary<string, Value> _defaults;
    private readonly bool _deletes;

    /// <param name="path">The path below the zone.</param>
    /// <param name="required">Required inputs besides the zone's id.</param>
    /// <param name="optional">Optional inputs.</param>
    /// <param name="computed">Outputs that only the API knows.</param>
    /// <param name="deletes">Whether a DELETE resets it; otherwise it stays unchanged.</param>
    /// <param name="warns">Whether a create warns that it stays after a delete.</param>
    /// <param name="defaults">Inputs sent by default.</param>
    public ZoneSingletonKind(
        string path,
        IReadOnlyCollection<string> required,
        IReadOnlyCollection<string>? optional = null,
        IReadOnlyCollection<string>? computed = null,
        bool deletes = false,
        bool warns = false,
        IReadOnlyDictionary<string, Value>? defaults = null
    )
    {
        (_path, _deletes) = (path, deletes);
        _defaults = defaults ?? new Dictionary<string, Value>();
        Required = [.. required, "zoneId"];
        Optional = optional ?? [];
        Computed = computed ?? [];
        StaysAfterDelete = warns;
    }

    public override IReadOnlyCollection<string> Required { get; }

    public override IReadOnlyCollection<string> Optional { get; }

    public override IReadOnlyCollection<string> Computed { get; }

    public override bool StaysAfterDelete { get; }

    public override Struct WithDefaults(Struct inputs)
    {
        var result = inputs.Clone();
        foreach (var (name, value) in _defaults)
        {
            result.Fields.TryAdd(name, value);
        }

        return result;
    }

    public override Task<Struct> CreateAsync(CloudflareClient client, Struct inputs) => SendAsync(client, inputs);

    public override Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news) => SendAsync(client, news);

    public override async Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known)
    {
        var zone = Properties(("zoneId", known.Text("zoneId")!));
        return Outputs(zone, await client.GetAsync(Zone(zone) + _path), zone.Text("zoneId")!);
    }

    public override Task DeleteAsync(CloudflareClient client, string id, Struct olds) =>
        _deletes ? client.DeleteAsync(Zone(olds) + _path) : Task.CompletedTask;

    private async Task<Struct> SendAsync(CloudflareClient client, Struct inputs)
    {
        var sent = WithDefaults(inputs);
        return Outputs(sent, await client.SendAsync(HttpMethod.Put, Zone(sent) + _path, Body(sent, "zoneId")), sent.Text("zoneId")!);
    }
}
