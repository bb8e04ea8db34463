using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Random;

/// <summary>Random text from chosen character sets. A password is secret and has a bcrypt hash.</summary>
internal sealed class RandomTextKind(bool isPassword) : RandomKind
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Special = "!@#$%&*()-_=+[]{}<>:?";

    /// <summary>bcrypt reads only this many bytes; a longer password is truncated for the hash.</summary>
    private const int BcryptBytes = 72;

    private const int BcryptCost = 10;

    public override IReadOnlyCollection<string> Required => ["length"];

    public override IReadOnlyCollection<string> Optional =>
        [
            "keepers",
            "lower",
            "minLower",
            "minNumeric",
            "minSpecial",
            "minUpper",
            "number",
            "numeric",
            "overrideSpecial",
            "special",
            "upper",
        ];

    public override IReadOnlyCollection<string> Computed => isPassword ? ["bcryptHash", "id", "result"] : ["id", "result"];

    protected override IReadOnlyCollection<string> Secret => isPassword ? ["bcryptHash", "result"] : [];

    public override Struct WithDefaults(Struct inputs)
    {
        var result = inputs.Clone();
        foreach (var name in (string[])["lower", "upper", "special"])
        {
            result.Fields.TryAdd(name, Value.ForBool(true));
        }

        // "number" is the old name of "numeric"; either one sets both.
        var numeric = Value.ForBool(inputs.Flag("numeric") ?? inputs.Flag("number") ?? true);
        (result.Fields["numeric"], result.Fields["number"]) = (numeric, numeric);
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
        if (!isPassword)
        {
            return (text, outputs);
        }

        outputs.Fields["__meta"] = Value.ForString("{\"schema_version\":\"3\"}");
        outputs.Fields["bcryptHash"] = Value.ForString(
            BCrypt.Net.BCrypt.HashPassword(text[..Math.Min(text.Length, BcryptBytes)], BcryptCost)
        );
        return ("none", MarkSecrets(outputs));
    }

    private static string Generate(Struct inputs)
    {
        (string Characters, string Flag, string Minimum)[] sets =
        [
            (Lower, "lower", "minLower"),
            (Lower.ToUpperInvariant(), "upper", "minUpper"),
            ("0123456789", "numeric", "minNumeric"),
            (inputs.Text("overrideSpecial") is { Length: > 0 } special ? special : Special, "special", "minSpecial"),
        ];
        var all = string.Concat(sets.Where(set => inputs.Flag(set.Flag) == true).Select(set => set.Characters));
        var length = (int)inputs.Number("length")!.Value;
        var least = sets.Sum(set => (int)inputs.Number(set.Minimum)!.Value);
        if (length < Math.Max(1, least) || all.Length == 0)
        {
            throw new RpcException(
                new Status(
                    StatusCode.Unknown,
                    all.Length == 0
                        ? "the character set specified is empty"
                        : $"Attribute length value must be at least {Math.Max(1, least)}, got: {length}"
                )
            );
        }

        var characters = sets.SelectMany(set =>
                RandomNumberGenerator.GetItems<char>(set.Characters, (int)inputs.Number(set.Minimum)!.Value)
            )
            .Concat(RandomNumberGenerator.GetItems<char>(all, length - least))
            .ToArray();
        RandomNumberGenerator.Shuffle<char>(characters);
        return new string(characters);
    }
}
