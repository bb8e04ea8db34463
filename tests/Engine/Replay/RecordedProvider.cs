using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Replay;

/// <summary>A provider that answers what the real one was recorded answering, so that only the engine is under test.</summary>
internal sealed class RecordedProvider(RecordedStep step, string package) : ResourceProvider.ResourceProviderBase
{
    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Task.FromResult(new ProviderHandshakeResponse());

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        Answer("CheckConfig", request.Urn, new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Answer("DiffConfig", request.Urn, new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone });

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) => Task.FromResult(step.Configured(package));

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        Answer("Check", request.Urn, new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => Answer<DiffResponse>("Diff", request.Urn);

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        Answer("Create", request.Urn, request.Preview ? new CreateResponse { Properties = request.Properties } : null);

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        Answer("Update", request.Urn, request.Preview ? new UpdateResponse { Properties = request.News } : null);

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) => Answer<ReadResponse>("Read", request.Urn);

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) => Answer<Empty>("Delete", request.Urn);

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) => Answer<InvokeResponse>("Invoke", request.Tok);

    private Task<T> Answer<T>(string method, string urn, T? otherwise = null)
        where T : class, IMessage, new() => step.Error(method, urn) is { } error && method != "DiffConfig"
            ? throw new RpcException(new Status(StatusCode.Unknown, error))
            : Task.FromResult(step.Answer<T>(method, package, urn) ?? otherwise
                ?? throw new RpcException(new Status(StatusCode.Unknown, $"nobody recorded {method} of {urn}")));
}
