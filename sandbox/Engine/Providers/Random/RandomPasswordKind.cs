using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Random;

/// <summary>A secret random text, with or without special characters, and its bcrypt hash.</summary>
internal sealed class RandomPasswordKind : RandomKind
{
    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string Special = "!@#$%&*()-_=+[]{}<>:?";

    /// <summary>bcrypt reads only this many bytes; a longer password is truncated for the hash.</summary>
    private const int BcryptBytes = 72;

    private const int BcryptCost = 10;

    public override IReadOnlyCollection<string> Required => ["length"];

    public override IReadOnlyCollection<string> Optional => ["keepers", "special"];

    public override IReadOnlyCollection<string> Computed => ["bcryptHash", "id", "result"];

    protected override IReadOnlyCollection<string> Secret => ["bcryptHash", "result"];

    public override Struct WithDefaults(Struct inputs)
    {
        var result = inputs.Clone();
        foreach (var name in (string[])["lower", "number", "numeric", "special", "upper"])
        {
            result.Fields.TryAdd(name, Value.ForBool(true));
        }

        foreach (var name in (string[])["minLower", "minNumeric", "minSpecial", "minUpper"])
        {
            result.Fields.TryAdd(name, Value.ForNumber(0));
        }

        return result;
    }

    public override (string Id, Struct Outputs) Create(Struct inputs)
    {
        var text = Generate(inputs);
        var outputs = inputs.Clone();
        outputs.Fields["result"] = Value.ForString(text);
        outputs.Fields["__meta"] = Value.ForString("{\"schema_version\":\"3\"}");
        outputs.Fields["bcryptHash"] = Value.ForString(
            BCrypt.Net.BCrypt.HashPassword(text[..Math.Min(text.Length, BcryptBytes)], BcryptCost)
        );
        return ("none", MarkSecrets(outputs));
    }

    private static string Generate(Struct inputs)
    {
        var length = (int)inputs.Number("length")!.Value;
        return length > 0
            ? RandomNumberGenerator.GetString(Alphanumeric + (inputs.Flag("special") == true ? Special : ""), length)
            : throw new RpcException(new Status(StatusCode.Unknown, $"Attribute length value must be at least 1, got: {length}"));
    }
}
