using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>Replaces the engine with a test's mocks.</summary>
internal sealed class MockMonitor(IMocks mocks) : IMonitor
{
    private readonly Lock _lock = new();
    private readonly List<Resource> _resources = [];
    private readonly List<string> _errors = [];

    /// <summary>The registered resources, in order.</summary>
    public ImmutableArray<Resource> Resources
    {
        get
        {
            lock (_lock)
            {
                return [.. _resources];
            }
        }
    }

    public ImmutableArray<string> Errors
    {
        get
        {
            lock (_lock)
            {
                return [.. _errors];
            }
        }
    }

    public Task<bool> SupportsFeatureAsync(string feature) => Task.FromResult(feature != "outputValues");

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request)
    {
        Remember(resource);
        var urn = UrnOf(request.Parent, request.Type, request.Name);
        if (resource is Stack)
        {
            return new() { Urn = urn, Object = new Struct() };
        }

        var (id, state) = await NewAsync(request.Type, request.Name, request.Object, request.Provider, request.ImportId)
            .ConfigureAwait(false);
        return new()
        {
            Urn = urn,
            Id = id ?? request.ImportId,
            Object = state,
        };
    }

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request)
    {
        var outputs = request.Outputs.Fields.ToImmutableDictionary(
            entry => entry.Key,
            entry => new Output<object?>(Task.FromResult(Deserializer.Deserialize(entry.Value)))
        );
        return mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(request.Urn, outputs));
    }

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        var result = await mocks
            .CallAsync(
                new MockCallArgs
                {
                    Token = request.Tok,
                    Args = Known(request.Args),
                    Provider = request.Provider,
                }
            )
            .ConfigureAwait(false);
        return new() { Return = await SerializeAsync(result).ConfigureAwait(false) };
    }

    public Task SignalAndWaitForShutdownAsync() => Task.CompletedTask;

    public Task LogAsync(LogRequest request)
    {
        if (request.Severity == LogSeverity.Error)
        {
            lock (_lock)
            {
                _errors.Add(request.Message);
            }
        }

        return Task.CompletedTask;
    }

    private void Remember(Resource resource)
    {
        lock (_lock)
        {
            _resources.Add(resource);
        }
    }

    private async Task<(string? Id, Struct State)> NewAsync(string type, string name, Struct inputs, string provider, string id)
    {
        var (newId, state) = await mocks
            .NewResourceAsync(
                new MockResourceArgs
                {
                    Type = type,
                    Name = name,
                    Inputs = Known(inputs),
                    Provider = provider,
                    Id = id,
                }
            )
            .ConfigureAwait(false);
        return (newId, await SerializeAsync(state).ConfigureAwait(false));
    }

    /// <summary>The known properties; a mock does not see the unknown ones.</summary>
    private static ImmutableDictionary<string, object> Known(Struct properties) =>
        (
            from entry in properties.Fields
            let data = Deserializer.Deserialize(entry.Value)
            where data.IsKnown && data.Value is not null
            select KeyValuePair.Create(entry.Key, data.Value!)
        ).ToImmutableDictionary();

    private static async Task<Struct> SerializeAsync(object state) =>
        (
            await new Serializer(keepResources: true)
                .SerializeAsync("", state is IDictionary<string, object> map ? map.ToImmutableDictionary() : state)
                .ConfigureAwait(false)
        ).StructValue
        ?? throw new InvalidOperationException($"{state.GetType().FullName} is not a supported argument type");

    /// <summary>Shorter than the engine's: a mock's URN has only the topmost parent type.</summary>
    private static string UrnOf(string parent, string type, string name)
    {
        var above = parent.Length == 0 ? "" : parent.Split("::")[2].Split('$')[0] + "$";
        var settings = Deployment.CurrentOrThrow.Settings;
        return $"urn:pulumi:{settings.Stack}::{settings.Project}::{above}{type}::{name}";
    }
}
