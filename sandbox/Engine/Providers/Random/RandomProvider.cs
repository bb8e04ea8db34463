using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Sandbox.Engine.Providers.Random;

/// <summary>pulumi-random's RandomPassword and RandomId. https://www.pulumi.com/registry/packages/random/</summary>
internal sealed class RandomProvider() : ProviderBase("random", Version)
{
    /// <summary>The plugin version that this provider replaces.</summary>
    public const string Version = "4.21.2";

    private static readonly Dictionary<string, RandomKind> Kinds = new()
    {
        ["random:index/randomPassword:RandomPassword"] = new RandomPasswordKind(),
        ["random:index/randomId:RandomId"] = new RandomIdKind(),
    };

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        var kind = Kind(request.Urn);
        return Task.FromResult(InputChanges.Check(request, kind.Required, kind.Optional));
    }

    /// <summary>Any change replaces the value.</summary>
    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var changed = InputChanges.Of(request);
        return Task.FromResult(InputChanges.Response(changed, changed, changed));
    }

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        var kind = Kind(request.Urn);
        if (request.Preview)
        {
            return Task.FromResult(
                new CreateResponse { Properties = InputChanges.WithUnknown(kind.WithDefaults(request.Properties), kind.Computed) }
            );
        }

        var (id, outputs) = kind.Create(kind.WithDefaults(request.Properties));
        outputs.Fields["id"] = Value.ForString(id);
        return Task.FromResult(new CreateResponse { Id = id, Properties = outputs });
    }

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        // A password is stored only in the state.
        if (request.Properties is not { Fields.Count: > 0 })
        {
            throw Failure(UnsupportedImport(request.Urn));
        }

        return Task.FromResult(
            new ReadResponse
            {
                Id = request.Id,
                Properties = Kind(request.Urn).MarkSecrets(request.Properties),
                Inputs = request.Inputs,
            }
        );
    }

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        var outputs = request.Olds.Clone();
        outputs.MergeFrom(request.News);
        return Task.FromResult(new UpdateResponse { Properties = Kind(request.Urn).MarkSecrets(outputs) });
    }

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) => Task.FromResult(new Empty());

    private static string UnsupportedImport(string urn) => Steps.UnsupportedOptions.Sentence($"'{Urns.Name(urn)}' imports a random value");

    private static RandomKind Kind(string urn) =>
        Kinds.GetValueOrDefault(Urns.Type(urn))
        ?? throw Failure($"unknown resource type '{Urns.Type(urn)}'; the sandbox's random provider has {string.Join(", ", Kinds.Keys)}");
}
