using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// What to read: a known resource by its id, or one to import by an id that names its zone, too ("&lt;zone&gt;/&lt;record&gt;", and
/// "zones/&lt;zone&gt;/&lt;ruleset&gt;" for rulesets).
/// </summary>
internal sealed class ImportId
{
    public ImportId(ResourceKind kind, string id, Struct properties)
    {
        Id = id;
        Properties = properties;
        var parts = id.Split('/');
        if (parts is ["zones", _, _])
        {
            parts = parts[1..];
        }

        if (properties.Fields.ContainsKey("zoneId") || !kind.Inputs.Contains("zoneId"))
        {
            return;
        }

        Properties = properties.Clone();
        Properties.Fields["zoneId"] = Value.ForString(parts[0]);
        Id = parts[^1];
        if (kind.PathInputs.Contains("settingId"))
        {
            Properties.Fields["settingId"] = Value.ForString(Id);
        }
    }

    /// <summary>The resource's own id.</summary>
    public string Id { get; }

    /// <summary>The known properties, with what the id told.</summary>
    public Struct Properties { get; }
}
