using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>One member of each kind.</summary>
public abstract class SurfaceSample
{
    public const int Limit = 3;
    protected static readonly string? s_shared;

    [Input("hidden", json: true)]
    private readonly Input<string>? _hidden = null;

    protected SurfaceSample() { }

    protected event EventHandler? Changed;

    [Output("named")]
    public virtual string? Named { get; protected set; }

    public int this[int index] => index;

    public static SurfaceSample operator +(SurfaceSample left, SurfaceSample right) => right ?? left;

    public abstract TValue? Find<TValue>(string name = "none", params TValue[] others);

    protected internal bool Try(ref int value, out Input<string>? hidden)
    {
        Changed?.Invoke(this, EventArgs.Empty);
        hidden = _hidden;
        return value > 0;
    }

    internal static void Unseen() => _ = s_shared;

    [SampleResourceType("a:b:C", Former = "a:b:D")]
    protected sealed class Nested;

    private sealed class Hidden;
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class SampleResourceTypeAttribute(string type) : ResourceTypeAttribute(type, null)
{
    public string? Former { get; set; }
}
