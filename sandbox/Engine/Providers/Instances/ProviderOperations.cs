using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Instances;

/// <summary>A provider as a resource in the state: its inputs are its configuration, and its create configures an instance.</summary>
internal sealed class ProviderOperations(ProviderRegistry registry) : IResourceOperations
{
    /// <summary>The engine's own metadata about a provider, such as its plugin's source.</summary>
    private const string Internal = "__internal";

    public async Task<(Struct Inputs, IReadOnlyList<CheckFailure> Failures)> CheckAsync(string urn, Struct olds, Struct news)
    {
        if (news.ContainsUnknown())
        {
            throw new ProviderException(
                UnsupportedOptions.Sentence($"The configuration of provider '{Urns.Name(urn)}' depends on resources that do not exist yet")
            );
        }

        var provider = await registry.StartAsync(urn);
        var request = new CheckRequest
        {
            Urn = urn,
            Olds = WithoutInternal(olds).Plain(),
            News = WithoutInternal(news).Plain(),
            Name = Urns.Name(urn),
            Type = Urns.Type(urn),
        };
        var response = await ProviderInstance.CallAsync(() => provider.CheckConfig(request, null!));
        var inputs = SecretMarks.CopyFrom(news, response.Inputs);
        inputs.Fields[Internal] = Value.ForStruct(new Struct());
        return (inputs, response.Failures);
    }

    public async Task<ResourceDiff> DiffAsync(ResourceState old, Struct news, IReadOnlyList<string> ignoreChanges)
    {
        var provider = await registry.StartAsync(old.Urn);
        var olds = WithoutInternal(old.Inputs);
        var request = new DiffRequest
        {
            Urn = old.Urn,
            Olds = WithoutInternal(old.Outputs).Plain(),
            News = WithoutInternal(news).Plain(),
            OldInputs = olds.Plain(),
            Name = old.Name,
            Type = old.Type,
        };
        return DiffResponses.Read(await ProviderInstance.CallAsync(() => provider.DiffConfig(request, null!)), olds, WithoutInternal(news));
    }

    public async Task<(string Id, Struct Outputs)> CreateAsync(ResourceState resource, bool preview)
    {
        var id = preview ? Markers.UnknownText : Guid.NewGuid().ToString();
        await registry.ConfigureAsync(resource with { Id = id });
        return (id, WithoutInternal(resource.Inputs));
    }

    public async Task<Struct> UpdateAsync(ResourceState old, ResourceState resource, IReadOnlyList<string> ignoreChanges, bool preview)
    {
        await registry.ReconfigureAsync(resource with { Id = old.Id });
        return WithoutInternal(resource.Inputs);
    }

    public Task DeleteAsync(ResourceState resource) => Task.CompletedTask;

    public Task<ResourceReading?> ReadAsync(string urn, string id, Struct? inputs, Struct? outputs) =>
        throw new ProviderException("provider resources may not be read");

    public static Struct WithoutInternal(Struct properties)
    {
        var copy = properties.Clone();
        copy.Fields.Remove(Internal);
        return copy;
    }
}
