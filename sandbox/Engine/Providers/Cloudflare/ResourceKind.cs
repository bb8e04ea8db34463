using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>One HTTP request of a resource's life: a method and a path under the API's base, with {zoneId} and {id} to fill in.</summary>
internal sealed record ApiCall(HttpMethod Method, string Path);

/// <summary>How a resource type speaks to Cloudflare's API, as the real provider was recorded doing.</summary>
/// <param name="Token">The Pulumi resource token.</param>
/// <param name="Create">The request that makes it.</param>
/// <param name="Update">The request that changes it; null when every change replaces.</param>
/// <param name="Read">The request that reads it.</param>
/// <param name="Delete">The request that removes it; null when destroying leaves it as it is.</param>
internal sealed record ResourceKind(string Token, ApiCall Create, ApiCall? Update, ApiCall Read, ApiCall? Delete)
{
    /// <summary>Inputs that name the thing in the path and are not sent in the body.</summary>
    public IReadOnlyList<string> PathInputs { get; init; } = ["zoneId"];

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Outputs that only the API knows; unknown in a preview of a creation.</summary>
    public IReadOnlyList<string> Computed { get; init; } = [];

    /// <summary>Computed outputs that there are only when an input is given: input name to output name.</summary>
    public IReadOnlyDictionary<string, string> ComputedWith { get; init; } = new Dictionary<string, string>();

    /// <summary>What the provider puts in the place of an empty answer when a CNAME is created, per output name.</summary>
    public IReadOnlyDictionary<string, Value> EmptyInNewCname { get; init; } = new Dictionary<string, Value>();

    /// <summary>The computed outputs that a change makes unknown, and which the provider names in its diff.</summary>
    public IReadOnlyList<string> ComputedOnChange { get; init; } = [];

    /// <summary>Inputs whose change replaces the resource.</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    /// <summary>What the provider sends although nobody asked for it, per API name.</summary>
    public IReadOnlyDictionary<string, object> Always { get; init; } = new Dictionary<string, object>();

    /// <summary>The same for updates alone.</summary>
    public IReadOnlyDictionary<string, object> AlwaysOnUpdate { get; init; } = new Dictionary<string, object>();

    /// <summary>Inputs that the provider marks as secrets.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The input or API field that is the resource's id.</summary>
    public string IdFrom { get; init; } = "id";

    /// <summary>Said at each creation, when destroying leaves the thing in place.</summary>
    public bool StaysAfterDestroy => Delete is null;

    /// <summary>All outputs that only the API knows, for these inputs.</summary>
    public IEnumerable<string> ComputedFor(Struct inputs) =>
        Computed.Concat(ComputedWith.Where(pair => inputs.Fields.ContainsKey(pair.Key)).Select(pair => pair.Value));

    public bool Replaced(string input) => Update is null || Replaces.Contains(input);
}
