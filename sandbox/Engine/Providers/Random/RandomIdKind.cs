using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Random;

/// <summary>Random bytes in four encodings.</summary>
internal sealed class RandomIdKind : RandomKind
{
    public override IReadOnlyCollection<string> Required => ["byteLength"];

    public override IReadOnlyCollection<string> Optional => ["keepers", "prefix"];

    public override IReadOnlyCollection<string> Computed => ["b64Std", "b64Url", "dec", "hex", "id"];

    public override (string Id, Struct Outputs) Create(Struct inputs)
    {
        var bytes = RandomNumberGenerator.GetBytes((int)inputs.Number("byteLength")!.Value);
        var standard = Convert.ToBase64String(bytes);
        var url = standard.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var prefix = inputs.Text("prefix") ?? "";
        var outputs = inputs.Clone();
        void Add(string name, string text) => outputs.Fields[name] = Value.ForString(prefix + text);
        Add("b64Std", standard);
        Add("b64Url", url);
        Add("dec", new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture));
        Add("hex", Convert.ToHexStringLower(bytes));
        return (url, outputs);
    }
}
