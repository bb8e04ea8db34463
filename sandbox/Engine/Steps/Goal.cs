using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>The desired state of a resource.</summary>
internal sealed record Goal
{
    /// <summary>Only type and name: it may be part of a message, and properties may be secret.</summary>
    public override string ToString() => $"{Type} '{Name}'";

    public required string Type { get; init; }

    public required string Name { get; init; }

    public string Parent { get; init; } = "";

    public bool Custom { get; init; }

    public Struct Inputs { get; init; } = new();

    /// <summary>Null inherits the parent's.</summary>
    public bool? Protect { get; init; }

    /// <summary>Null inherits the parent's.</summary>
    public bool? RetainOnDelete { get; init; }

    public IReadOnlyList<string> Dependencies { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The provider reference; empty for the package's default provider.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Provider references by package, for this resource and a component's children.</summary>
    public IReadOnlyDictionary<string, string> Providers { get; init; } = new Dictionary<string, string>();

    public string Version { get; init; } = "";

    public bool? DeleteBeforeReplace { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    public IReadOnlyList<Alias> Aliases { get; init; } = [];

    public string ImportId { get; init; } = "";

    public static Goal From(RegisterResourceRequest request) =>
        new()
        {
            Type = request.Type,
            Name = request.Name,
            Parent = request.Parent,
            Custom = request.Custom,
            Inputs = SecretMarks.Resolve(request.Object ?? new Struct()),
            Protect = request.HasProtect ? request.Protect : null,
            RetainOnDelete = request.HasRetainOnDelete ? request.RetainOnDelete : null,
            Dependencies = [.. request.Dependencies],
            PropertyDependencies = PropertyDependenciesOf(request),
            Provider = request.Provider,
            Providers = request.Providers.ToDictionary(),
            Version = request.Version,
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace ? request.DeleteBeforeReplace : null,
            IgnoreChanges = [.. request.IgnoreChanges],
            ReplaceOnChanges = [.. request.ReplaceOnChanges],
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            Aliases = [.. request.AliasURNs.Select(urn => new Alias { Urn = urn }), .. request.Aliases],
            ImportId = request.ImportId,
        };

    /// <summary>If the SDK does not send property dependencies, every property depends on all dependencies.</summary>
    private static Dictionary<string, IReadOnlyList<string>> PropertyDependenciesOf(RegisterResourceRequest request) =>
        request.PropertyDependencies.Count == 0 && request.Dependencies.Count > 0
            ? (request.Object ?? new Struct()).Fields.ToDictionary(
                field => field.Key,
                _ => (IReadOnlyList<string>)[.. request.Dependencies]
            )
            : request.PropertyDependencies.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)[.. entry.Value.Urns]);
}
