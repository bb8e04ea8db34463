using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Random;

/// <summary>One kind of random value.</summary>
internal abstract class RandomKind
{
    public abstract IReadOnlyCollection<string> Required { get; }

    public abstract IReadOnlyCollection<string> Optional { get; }

    /// <summary>What is known only after the create.</summary>
    public abstract IReadOnlyCollection<string> Computed { get; }

    protected virtual IReadOnlyCollection<string> Secret => [];

    /// <summary>The inputs with what the provider takes where nothing is stated.</summary>
    public virtual Struct WithDefaults(Struct inputs) => inputs.Clone();

    public abstract (string Id, Struct Outputs) Create(Struct inputs);

    public Struct MarkSecrets(Struct outputs) => SecretMarks.Apply(outputs, Secret);
}
