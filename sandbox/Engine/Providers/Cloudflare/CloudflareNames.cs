using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>Converts names: zone_id in Cloudflare's API is zoneId in Pulumi.</summary>
internal static partial class CloudflareNames
{
    public static string ToApi(string name)
    {
        var result = new StringBuilder();
        foreach (var character in name)
        {
            _ = char.IsUpper(character) ? result.Append('_').Append(char.ToLowerInvariant(character)) : result.Append(character);
        }

        return result.ToString();
    }

    public static string ToPulumi(string name) => UnderscoreLetter().Replace(name, match => match.Groups[1].Value.ToUpperInvariant());

    /// <summary>A copy with the API's names.</summary>
    public static Struct ToApi(Struct properties) => Rename(properties, ToApi, value => value);

    /// <summary>A copy with Pulumi's names, without nulls, and with times truncated to seconds, like the provider's.</summary>
    public static Struct ToPulumi(Struct properties) => Rename(properties, ToPulumi, Normalize);

    private static Struct Rename(Struct properties, Func<string, string> rename, Func<Value, Value> primitive)
    {
        var result = new Struct();
        foreach (var (key, value) in properties.Fields.Where(field => !field.Value.IsNull))
        {
            result.Fields[rename(key)] = Rename(value, rename, primitive);
        }

        return result;
    }

    private static Value Rename(Value value, Func<string, string> rename, Func<Value, Value> primitive) =>
        value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Value.ForStruct(Rename(value.StructValue, rename, primitive)),
            Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(item => Rename(item, rename, primitive))]),
            _ => primitive(value),
        };

    private static Value Normalize(Value value) =>
        value.IsText
        && Time().IsMatch(value.StringValue)
        && DateTimeOffset.TryParse(value.StringValue, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Value.ForString(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            : value;

    [GeneratedRegex("_([a-z0-9])")]
    private static partial Regex UnderscoreLetter();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Time();
}
