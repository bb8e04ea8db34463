using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// The inputs that would produce what a read found: the stated ones with their current values, and properties that are new since the last
/// read. Drift then shows as a changed input, but the API's defaults do not.
/// </summary>
internal static class ReadInputs
{
    /// <summary>Nested fields that only the API sets.</summary>
    private static readonly HashSet<string> ComputedInside = ["id"];

    /// <param name="kind">The resource's kind.</param>
    /// <param name="oldInputs">The program's inputs; null for an import.</param>
    /// <param name="oldOutputs">The last outputs.</param>
    /// <param name="outputs">The outputs of this read.</param>
    public static Struct Of(CloudflareKind kind, Struct? oldInputs, Struct oldOutputs, Struct outputs)
    {
        var candidates = new Struct();
        foreach (var name in kind.Required.Concat(kind.Optional))
        {
            if (
                outputs.Fields.TryGetValue(name, out var value)
                && (oldInputs?.Fields.ContainsKey(name) == true || !kind.Computed.Contains(name))
            )
            {
                candidates.Fields[name] = value;
            }
        }

        return oldInputs is null ? Prune(candidates, top: true) : Project(oldInputs, oldOutputs, candidates, top: true);
    }

    private static Struct Project(Struct oldInputs, Struct oldOutputs, Struct found, bool top)
    {
        var result = new Struct();
        foreach (var (key, value) in found.Fields)
        {
            var before = oldOutputs.Fields.GetValueOrDefault(key);
            if (oldInputs.Fields.TryGetValue(key, out var stated))
            {
                result.Fields[key] = Project(stated, before, value);
            }
            else if ((top || !ComputedInside.Contains(key)) && !IsEmpty(value) && before?.Equals(value) != true)
            {
                result.Fields[key] = Prune(value);
            }
        }

        return result;
    }

    private static Value Project(Value stated, Value? before, Value found)
    {
        if (stated.IsMap && found.IsMap)
        {
            return Value.ForStruct(
                Project(stated.StructValue, before is { IsMap: true } ? before.StructValue : new Struct(), found.StructValue, top: false)
            );
        }

        if (stated.IsList && found.IsList)
        {
            var (old, olds) = (stated.ListValue.Values, before is { IsList: true } ? before.ListValue.Values : []);
            return Value.ForList([
                .. found.ListValue.Values.Select(
                    (item, i) => i < old.Count ? Project(old[i], i < olds.Count ? olds[i] : null, item) : Prune(item)
                ),
            ]);
        }

        return found;
    }

    private static Value Prune(Value value) =>
        value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Value.ForStruct(Prune(value.StructValue, top: false)),
            Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(Prune)]),
            _ => value,
        };

    private static Struct Prune(Struct properties, bool top)
    {
        var result = new Struct();
        foreach (
            var (key, value) in properties.Fields.Where(field => (top || !ComputedInside.Contains(field.Key)) && !IsEmpty(field.Value))
        )
        {
            result.Fields[key] = Prune(value);
        }

        return result;
    }

    private static bool IsEmpty(Value value) =>
        value switch
        {
            { IsNull: true } => true,
            { IsText: true } => value.StringValue.Length == 0,
            { IsList: true } => value.ListValue.Values.Count == 0,
            { IsMap: true } => value.StructValue.Fields.Count == 0,
            _ => false,
        };
}
