using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>
/// A provider of things that really exist: one file each, named by the thing's key, which is also its id, and a log of all operations.
/// Another key is another thing. Like a DNS record, a missing thing cannot be deleted. Operations, checks included, take the time that a
/// thing's inputs say.
/// </summary>
internal sealed class ThingProvider(ThingProject project, Action happens) : ProviderBase("things", "1.0.0")
{
    public override async Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        await Task.Delay(TimeSpan.FromSeconds(request.News.Number("seconds") ?? 0));
        return new CheckResponse { Inputs = request.News };
    }

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var changed = InputChanges.Of(request);
        return Task.FromResult(InputChanges.Response(changed, changed, changed.Where(name => name == "key")));
    }

    public override async Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        var key = request.Properties.Text("key")!;
        await ChangeAsync("create", key, request.Properties, () => project.Put(key, request.Properties));
        return new CreateResponse { Id = key, Properties = Outputs(request.Properties) };
    }

    public override async Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        await ChangeAsync("update", request.Id, request.News, () => project.Put(request.Id, request.News));
        return new UpdateResponse { Properties = Outputs(request.News) };
    }

    public override async Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        if (project.Get(request.Id) is null)
        {
            throw Failure($"404: there is no thing '{request.Id}'");
        }

        await ChangeAsync("delete", request.Id, request.Properties, () => project.Remove(request.Id));
        return new Empty();
    }

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        Task.FromResult(
            project.Get(request.Id) is { } thing
                ? new ReadResponse
                {
                    Id = request.Id,
                    Inputs = thing,
                    Properties = Outputs(thing),
                }
                : new ReadResponse()
        );

    private async Task ChangeAsync(string what, string key, Struct properties, Action change)
    {
        happens();
        await Task.Delay(TimeSpan.FromSeconds(properties.Number("seconds") ?? 0.001));
        project.Log($"{what} {key}");
        change();
        happens();
    }

    private static Struct Outputs(Struct inputs)
    {
        var outputs = inputs.Clone();
        outputs.Fields["shown"] = Value.ForString($"{inputs.Text("key")}={inputs.Text("value")}");
        return outputs;
    }
}
