using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// A resource's record in the state. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go (ResourceV3)
/// </summary>
internal sealed record ResourceState
{
    /// <summary>Only the URN: it may be part of a message, and properties may be secret.</summary>
    public override string ToString() => Urn;

    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required bool Custom { get; init; }

    /// <summary>Replaced, and still to be deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>Empty before the create, and for components.</summary>
    public string Id { get; init; } = "";

    public Struct Inputs { get; init; } = new();

    public Struct Outputs { get; init; } = new();

    public string Parent { get; init; } = "";

    public bool Protect { get; init; }

    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>The provider's URN and id, joined by "::".</summary>
    public string Provider { get; init; } = "";

    public IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Deleted by a replacement that has not created the new resource yet.</summary>
    public bool PendingReplacement { get; init; }

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    public string ImportId { get; init; } = "";

    public bool RetainOnDelete { get; init; }

    public DateTime? Created { get; init; }

    public DateTime? Modified { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public string Name => Urns.Name(Urn);

    public bool IsProvider => Urns.IsProviderType(Type);

    public string ProviderUrn => Urns.OfReference(Provider);

    /// <summary>Everything that must be created before this and deleted after it.</summary>
    public IEnumerable<string> AllDependencies =>
        Dependencies
            .Concat(PropertyDependencies.Values.SelectMany(urns => urns))
            .Append(Parent)
            .Append(ProviderUrn)
            .Where(urn => urn.Length > 0)
            .Distinct();

    /// <summary>A copy with changed references; the same record when none changed.</summary>
    /// <param name="now">Maps an old URN to the new one; empty if it is gone.</param>
    public ResourceState WithReferences(Func<string, string> now)
    {
        if (AllDependencies.All(urn => now(urn) == urn))
        {
            return this;
        }

        IReadOnlyList<string> Now(IReadOnlyList<string> urns) => [.. urns.Select(now).Where(urn => urn.Length > 0)];
        return this with
        {
            Parent = now(Parent),
            Provider = Provider.Length == 0 ? "" : Urns.Reference(now(ProviderUrn), Urns.IdOfReference(Provider)),
            Dependencies = Now(Dependencies),
            PropertyDependencies = PropertyDependencies.ToDictionary(entry => entry.Key, entry => Now(entry.Value)),
        };
    }
}
