using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Random;

/// <summary>One kind of random value.</summary>
internal abstract class RandomKind
{
    public abstract IReadOnlyCollection<string> Required { get; }

    public abstract IReadOnlyCollection<string> Optional { get; }

    /// <summary>Outputs that are unknown before the create.</summary>
    public abstract IReadOnlyCollection<string> Computed { get; }

    protected virtual IReadOnlyCollection<string> Secret => [];

    /// <summary>The inputs with the provider's defaults.</summary>
    public virtual Struct WithDefaults(Struct inputs) => inputs.Clone();

    public abstract (string Id, Struct Outputs) Create(Struct inputs);

    public Struct MarkSecrets(Struct outputs) => SecretMarks.Apply(outputs, Secret);
}
