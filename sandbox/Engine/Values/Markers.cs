using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Values;

/// <summary>
/// The signatures that mark secrets and unknown values in Pulumi's wire format, inside a protobuf Struct.
/// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
/// </summary>
internal static class Markers
{
    public const string Signature = "4dabf18193072939515e22adb298388d";
    public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
    public const string OutputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    public const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    public const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
    public const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static Value Unknown => Value.ForString(UnknownText);

    public static Value Secret(Value element) =>
        element.IsSecret
            ? element
            : Value.ForStruct(new Struct { Fields = { [Signature] = Value.ForString(SecretSignature), ["value"] = element } });

    public static string? SignatureOf(Value value) =>
        value.KindCase == Value.KindOneofCase.StructValue
        && value.StructValue.Fields.TryGetValue(Signature, out var signature)
        && signature.KindCase == Value.KindOneofCase.StringValue
            ? signature.StringValue
            : null;

    /// <summary>Whether a key is internal to a provider and never shown.</summary>
    public static bool IsInternal(string key) => key.StartsWith("__", StringComparison.Ordinal);
}
