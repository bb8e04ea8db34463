using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>One kind of resource: its properties, and its create, read, update and delete requests.</summary>
internal abstract class CloudflareKind
{
    public abstract IReadOnlyCollection<string> Required { get; }

    public virtual IReadOnlyCollection<string> Optional => [];

    /// <summary>Outputs that are unknown in a create preview unless set. "id" is always one.</summary>
    public virtual IReadOnlyCollection<string> Computed => [];

    /// <summary>Outputs that are unknown in an update preview.</summary>
    public virtual IReadOnlyCollection<string> Volatile => [];

    /// <summary>Inputs whose change replaces the resource.</summary>
    public virtual IReadOnlyCollection<string> Replaces => ["zoneId"];

    public virtual IReadOnlyCollection<string> Secret => [];

    /// <summary>Whether a delete leaves the setting in place, about which a create warns.</summary>
    public virtual bool StaysAfterDelete => false;

    /// <summary>The inputs with the provider's defaults.</summary>
    public virtual Struct WithDefaults(Struct inputs) => inputs.Clone();

    /// <summary>The planned outputs of an update.</summary>
    public virtual Struct Plan(Struct olds, Struct news)
    {
        var plan = olds.Clone();
        foreach (var (key, value) in WithDefaults(news).Fields)
        {
            plan.Fields[key] = value;
        }

        foreach (var name in Volatile.Where(name => !news.Fields.ContainsKey(name)))
        {
            plan.Fields[name] = Markers.Unknown;
        }

        return plan;
    }

    /// <summary>The planned outputs of a create.</summary>
    public virtual Struct PlanNew(Struct inputs) => InputChanges.WithUnknown(WithDefaults(inputs), Computed.Append("id"));

    /// <summary>Creates the resource and returns its outputs, including "id".</summary>
    public abstract Task<Struct> CreateAsync(CloudflareClient client, Struct inputs);

    public abstract Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news);

    /// <param name="client">The API.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="known">Its known properties: at least those of <see cref="FromImportId"/>.</param>
    public abstract Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known);

    public virtual Task DeleteAsync(CloudflareClient client, string id, Struct olds) => Task.CompletedTask;

    /// <summary>Splits an import id into the resource's id and the properties in its path.</summary>
    public virtual (string Id, Struct Known) FromImportId(string importId) =>
        importId.Split('/') is [var zone, var id] ? (id, Properties(("zoneId", zone))) : (importId, Properties(("zoneId", importId)));

    /// <summary>The sent properties, overridden by the API's result under Pulumi's names, and the id.</summary>
    protected static Struct Outputs(Struct sent, Value result, string id)
    {
        var outputs = sent.Clone();
        if (result.IsMap)
        {
            foreach (var (key, value) in CloudflareNames.ToPulumi(result.StructValue).Fields)
            {
                outputs.Fields[key] = value;
            }
        }

        outputs.Fields["id"] = Value.ForString(id);
        return outputs;
    }

    protected static string IdOf(Value result) => result.StructValue.Text("id")!;

    protected static string Zone(Struct properties) => $"/zones/{properties.Text("zoneId")}";

    /// <summary>A request body: the properties under the API's names, without those in the path.</summary>
    protected static Struct Body(Struct properties, params string[] without)
    {
        var body = properties.Clone();
        foreach (var name in without)
        {
            body.Fields.Remove(name);
        }

        return CloudflareNames.ToApi(body);
    }

    protected static Struct Properties(params (string Name, string Text)[] properties)
    {
        var result = new Struct();
        foreach (var (name, text) in properties)
        {
            result.Fields[name] = Value.ForString(text);
        }

        return result;
    }
}
