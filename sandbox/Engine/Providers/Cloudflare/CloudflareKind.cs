using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>What the provider knows of one kind of resource: its properties, and the requests that make, change, read and delete it.</summary>
internal abstract class CloudflareKind
{
    public abstract IReadOnlyCollection<string> Required { get; }

    public virtual IReadOnlyCollection<string> Optional => [];

    /// <summary>What a preview of a create does not know unless it is stated. "id" is always among it.</summary>
    public virtual IReadOnlyCollection<string> Computed => [];

    /// <summary>What a preview of a change does not know.</summary>
    public virtual IReadOnlyCollection<string> Volatile => [];

    /// <summary>The inputs whose change makes another resource of it.</summary>
    public virtual IReadOnlyCollection<string> Replaces => ["zoneId"];

    public virtual IReadOnlyCollection<string> Secret => [];

    /// <summary>Whether deleting the resource leaves the setting as it is, of which a create warns.</summary>
    public virtual bool StaysAfterDelete => false;

    /// <summary>The inputs with what the provider sends where nothing is stated.</summary>
    public virtual Struct WithDefaults(Struct inputs) => inputs.Clone();

    /// <summary>What a preview of a change says the outputs will be.</summary>
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

    /// <summary>What a preview of a create says the outputs will be.</summary>
    public virtual Struct PlanNew(Struct inputs) => InputChanges.WithUnknown(WithDefaults(inputs), Computed.Append("id"));

    /// <summary>The outputs, with "id" among them.</summary>
    public abstract Task<Struct> CreateAsync(CloudflareClient client, Struct inputs);

    public abstract Task<Struct> UpdateAsync(CloudflareClient client, string id, Struct olds, Struct news);

    /// <param name="client">The API.</param>
    /// <param name="id">The resource's id.</param>
    /// <param name="known">What is known of it: at least what <see cref="FromImportId"/> gives.</param>
    public abstract Task<Struct> ReadAsync(CloudflareClient client, string id, Struct known);

    public virtual Task DeleteAsync(CloudflareClient client, string id, Struct olds) => Task.CompletedTask;

    /// <summary>Takes an import id apart: the resource's id, and the properties that its path needs.</summary>
    public virtual (string Id, Struct Known) FromImportId(string importId) => importId.Split('/') is [var zone, var id]
        ? (id, Properties(("zoneId", zone)))
        : (importId, Properties(("zoneId", importId)));

    /// <summary>The API's result under Pulumi's names, over what was sent, and the id.</summary>
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

    /// <summary>A request's body: the properties under the API's names, without those that stand in the path.</summary>
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
