using System.Collections.Concurrent;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Instances;

/// <summary>The providers of a run: started lazily, and configured once per provider resource.</summary>
internal sealed class ProviderRegistry(Func<string, ResourceProvider.ResourceProviderBase?> create, ProviderHandshakeRequest handshake)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ProviderInstance>>> _configured = new();

    private readonly ConcurrentDictionary<string, Lazy<Task<ResourceProvider.ResourceProviderBase>>> _started = new();

    /// <summary>Returns a provider resource's provider, configured or not.</summary>
    /// <exception cref="ProviderException">The sandbox has no such provider.</exception>
    public Task<ResourceProvider.ResourceProviderBase> StartAsync(string urn) =>
        _started
            .GetOrAdd(
                urn,
                _ => new Lazy<Task<ResourceProvider.ResourceProviderBase>>(async () =>
                {
                    var package = Urns.Package(Urns.Type(urn));
                    var provider =
                        create(package)
                        ?? throw new ProviderException(
                            $"The sandbox has no provider for the package '{package}'; it has cloudflare, command and random."
                        );
                    await ProviderInstance.CallAsync(() => provider.Handshake(handshake.Clone(), null!));
                    return provider;
                })
            )
            .Value;

    /// <summary>Configures a provider resource's instance once per run.</summary>
    public Task<ProviderInstance> ConfigureAsync(ResourceState resource) =>
        _configured
            .GetOrAdd(
                Urns.Reference(resource.Urn, resource.Id),
                _ => new Lazy<Task<ProviderInstance>>(() => ConfigureInstanceAsync(resource))
            )
            .Value;

    /// <summary>
    /// Configures a new instance after an update of a provider resource, because one with the old configuration may be in use already.
    /// </summary>
    public Task<ProviderInstance> ReconfigureAsync(ResourceState resource)
    {
        _configured.TryRemove(Urns.Reference(resource.Urn, resource.Id), out _);
        return ConfigureAsync(resource);
    }

    /// <summary>Returns the instance of a provider reference, from this run or from the state.</summary>
    /// <exception cref="ProviderException">The provider does not exist.</exception>
    public Task<ProviderInstance> GetAsync(string reference, Func<IEnumerable<ResourceState>> state)
    {
        if (_configured.TryGetValue(reference, out var instance))
        {
            return instance.Value;
        }

        var resource =
            state().FirstOrDefault(candidate => candidate.IsProvider && Urns.Reference(candidate.Urn, candidate.Id) == reference)
            ?? throw new ProviderException($"unknown provider '{reference}'");
        return ConfigureAsync(resource);
    }

    private async Task<ProviderInstance> ConfigureInstanceAsync(ResourceState resource)
    {
        var package = Urns.Package(resource.Type);
        var provider = await StartAsync(resource.Urn);
        var inputs = ProviderOperations.WithoutInternal(resource.Inputs);
        var request = new ConfigureRequest
        {
            Args = inputs,
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Id = resource.Id,
            Urn = resource.Urn,
            Name = resource.Name,
            Type = resource.Type,
        };
        foreach (var (key, value) in inputs.Plain().Fields.Where(field => field.Key != "version"))
        {
            request.Variables[$"{package}:config:{key}"] = value.IsText ? value.StringValue : JsonValues.ToText(value);
        }

        var response = await ProviderInstance.CallAsync(() => provider.Configure(request, null!));
        return new ProviderInstance(provider, response.AcceptSecrets);
    }
}
