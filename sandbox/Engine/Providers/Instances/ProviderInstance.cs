using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Instances;

/// <summary>
/// One configured provider, used through Pulumi's provider protocol. A provider that does not accept secrets gets plain values, and its
/// results are marked secret wherever its inputs were.
/// </summary>
internal sealed class ProviderInstance(ResourceProvider.ResourceProviderBase provider, bool acceptsSecrets) : IResourceOperations
{
    public ResourceProvider.ResourceProviderBase Provider { get; } = provider;

    public async Task<(Struct Inputs, IReadOnlyList<CheckFailure> Failures)> CheckAsync(string urn, Struct olds, Struct news)
    {
        var response = await CallAsync(() =>
            Provider.Check(
                new CheckRequest
                {
                    Urn = urn,
                    Olds = Send(olds),
                    News = Send(news),
                    RandomSeed = Google.Protobuf.ByteString.CopyFrom(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
                    Name = Urns.Name(urn),
                    Type = Urns.Type(urn),
                },
                null!
            )
        );
        return (SecretMarks.CopyFrom(news, response.Inputs ?? new Struct()), response.Failures);
    }

    public async Task<ResourceDiff> DiffAsync(ResourceState old, Struct news, IReadOnlyList<string> ignoreChanges)
    {
        var response = await CallAsync(() =>
            Provider.Diff(
                new DiffRequest
                {
                    Id = old.Id,
                    Urn = old.Urn,
                    Olds = Send(old.Outputs),
                    News = Send(news),
                    IgnoreChanges = { ignoreChanges },
                    OldInputs = Send(old.Inputs),
                    Name = old.Name,
                    Type = old.Type,
                },
                null!
            )
        );
        return DiffResponses.Read(response, old.Inputs, news);
    }

    public async Task<(string Id, Struct Outputs)> CreateAsync(ResourceState resource, bool preview)
    {
        var response = await CallAsync(() =>
            Provider.Create(
                new CreateRequest
                {
                    Urn = resource.Urn,
                    Properties = Send(resource.Inputs),
                    Preview = preview,
                    Name = resource.Name,
                    Type = resource.Type,
                },
                null!
            )
        );
        if (!preview && response.Id.Length == 0)
        {
            throw new ProviderException("provider did not return an ID from Create");
        }

        return (response.Id, Receive(response.Properties, resource));
    }

    public async Task<Struct> UpdateAsync(ResourceState old, ResourceState resource, IReadOnlyList<string> ignoreChanges, bool preview)
    {
        var response = await CallAsync(() =>
            Provider.Update(
                new UpdateRequest
                {
                    Id = old.Id,
                    Urn = resource.Urn,
                    Olds = Send(old.Outputs),
                    News = Send(resource.Inputs),
                    IgnoreChanges = { ignoreChanges },
                    Preview = preview,
                    OldInputs = Send(old.Inputs),
                    Name = resource.Name,
                    Type = resource.Type,
                },
                null!
            )
        );
        return Receive(response.Properties, resource);
    }

    public Task DeleteAsync(ResourceState resource) =>
        CallAsync(() =>
            Provider.Delete(
                new DeleteRequest
                {
                    Id = resource.Id,
                    Urn = resource.Urn,
                    Properties = Send(resource.Outputs),
                    OldInputs = Send(resource.Inputs),
                    Name = resource.Name,
                    Type = resource.Type,
                },
                null!
            )
        );

    public async Task<ResourceReading?> ReadAsync(string urn, string id, Struct? inputs, Struct? outputs)
    {
        var request = new ReadRequest
        {
            Id = id,
            Urn = urn,
            Name = Urns.Name(urn),
            Type = Urns.Type(urn),
        };
        if (outputs is not null)
        {
            request.Properties = Send(outputs);
        }

        if (inputs is not null)
        {
            request.Inputs = Send(inputs);
        }

        var response = await CallAsync(() => Provider.Read(request, null!));
        if (response.Id.Length == 0)
        {
            return null;
        }

        var newInputs = response.Inputs ?? inputs ?? new Struct();
        return new ResourceReading(
            response.Id,
            inputs is null ? newInputs : SecretMarks.CopyFrom(inputs, newInputs),
            SecretMarks.CopyFrom(outputs ?? new Struct(), response.Properties ?? new Struct())
        );
    }

    public async Task<InvokeResponse> InvokeAsync(string token, Struct arguments, bool preview) =>
        await CallAsync(() =>
            Provider.Invoke(
                new InvokeRequest
                {
                    Tok = token,
                    Args = Send(arguments),
                    Preview = preview,
                },
                null!
            )
        );

    public static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException error)
        {
            throw new ProviderException(error.Status.Detail);
        }
        catch (Exception error) when (error is not ProviderException)
        {
            throw new ProviderException($"the provider broke: {error.GetType().Name}: {error.Message}");
        }
    }

    private Struct Send(Struct properties) => acceptsSecrets ? properties.Clone() : properties.Plain();

    private static Struct Receive(Struct? outputs, ResourceState resource) =>
        SecretMarks.Apply(SecretMarks.CopyFrom(resource.Inputs, outputs ?? new Struct()), resource.AdditionalSecretOutputs);
}
