using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>
/// A provider that accepts any inputs and returns them as outputs. If configured with an account, it logs it with each call.
/// </summary>
internal sealed class FakeProvider(FakeCloud cloud) : ResourceProvider.ResourceProviderBase
{
    private static readonly string[] Configuration = ["account", "region"];
    private string _account = "";

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Task.FromResult(new ProviderHandshakeResponse());

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        Task.FromResult(new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Task.FromResult(Changed(request.OldInputs, request.News, ["account"]));

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
    {
        // Another account replaces the provider; another region updates it.
        _account = string.Join(
            " in ",
            Configuration.Select(key => request.Args.Fields.GetValueOrDefault(key)?.StringValue).OfType<string>()
        );
        return Task.FromResult(new ConfigureResponse { SupportsPreview = true });
    }

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        Task.FromResult(new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var response = Changed(request.OldInputs, request.News, cloud.ReplacingInputs, request.IgnoreChanges);
        if (cloud.Detailed)
        {
            response.HasDetailedDiff = true;
            foreach (var name in response.Diffs)
                Compare(name, request.OldInputs.Fields.GetValueOrDefault(name), request.News.Fields.GetValueOrDefault(name), response);
        }

        return Task.FromResult(response);
    }

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        if (request.Preview)
            return Task.FromResult(new CreateResponse { Properties = request.Properties });
        cloud.Note($"create {request.Name}{By}");
        return Task.FromResult(new CreateResponse { Id = cloud.Make(request.Name, request.Properties), Properties = request.Properties });
    }

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        if (!request.Preview)
        {
            cloud.Note($"update {request.Id}{By}");
            cloud[request.Id] = request.News;
        }

        return Task.FromResult(new UpdateResponse { Properties = request.News });
    }

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        cloud.Note($"delete {request.Id}{By}");
        cloud.Remove(request.Id);
        return Task.FromResult(new Empty());
    }

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        cloud.Note($"read {request.Id}{By}");
        return Task.FromResult(
            cloud.Find(request.Id) is { } found
                ? new ReadResponse
                {
                    Id = request.Id,
                    Properties = found,
                    Inputs = found,
                }
                : new ReadResponse()
        );
    }

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
        Task.FromResult(new InvokeResponse { Return = new Struct { Fields = { ["account"] = Value.ForString(_account) } } });

    private string By => _account.Length == 0 ? "" : $" as {_account}";

    private static DiffResponse Changed(
        Struct? olds,
        Struct news,
        IReadOnlyCollection<string> replacing,
        IReadOnlyCollection<string>? ignored = null
    )
    {
        var before = (olds ?? new Struct()).Fields;
        List<string> changed =
        [
            .. before
                .Keys.Union(news.Fields.Keys)
                .Where(name =>
                    ignored?.Contains(name) != true && !Equals(before.GetValueOrDefault(name), news.Fields.GetValueOrDefault(name))
                ),
        ];
        return new DiffResponse
        {
            Changes = changed.Count > 0 ? DiffResponse.Types.DiffChanges.DiffSome : DiffResponse.Types.DiffChanges.DiffNone,
            Diffs = { changed },
            Replaces = { changed.Where(replacing.Contains) },
        };
    }

    private static void Compare(string path, Value? old, Value? now, DiffResponse response)
    {
        if (old?.KindCase == Value.KindOneofCase.ListValue && now?.KindCase == Value.KindOneofCase.ListValue)
        {
            for (var i = 0; i < Math.Max(old.ListValue.Values.Count, now.ListValue.Values.Count); i++)
                Compare($"{path}[{i}]", old.ListValue.Values.ElementAtOrDefault(i), now.ListValue.Values.ElementAtOrDefault(i), response);
        }
        else if (!Equals(old, now))
        {
            response.DetailedDiff[path] = new PropertyDiff
            {
                Kind =
                    old is null ? PropertyDiff.Types.Kind.Add
                    : now is null ? PropertyDiff.Types.Kind.Delete
                    : PropertyDiff.Types.Kind.Update,
            };
        }
    }
}
