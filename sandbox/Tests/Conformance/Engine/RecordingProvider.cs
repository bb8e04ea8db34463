using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>Forwards every call to a provider and records request and response.</summary>
internal sealed class RecordingProvider(string package, ResourceProvider.ResourceProviderBase inner, ConcurrentQueue<ProviderCall> calls)
    : ResourceProvider.ResourceProviderBase
{
    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Pass(request, inner.Handshake, context);

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        Pass(request, inner.CheckConfig, context);

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Pass(request, inner.DiffConfig, context);

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        Pass(request, inner.Configure, context);

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) => Pass(request, inner.Check, context);

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => Pass(request, inner.Diff, context);

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) => Pass(request, inner.Create, context);

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) => Pass(request, inner.Update, context);

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) => Pass(request, inner.Read, context);

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) => Pass(request, inner.Delete, context);

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) => Pass(request, inner.Invoke, context);

    private async Task<TResponse> Pass<TRequest, TResponse>(
        TRequest request,
        Func<TRequest, ServerCallContext, Task<TResponse>> call,
        ServerCallContext context,
        [System.Runtime.CompilerServices.CallerMemberName] string method = ""
    )
        where TRequest : IMessage
        where TResponse : IMessage
    {
        // Recorded before the call, because a provider may change the request.
        var asked = Json(request);
        try
        {
            var response = await call(request, context);
            calls.Enqueue(new ProviderCall(package, method, asked, Json(response), null));
            return response;
        }
        catch (RpcException error)
        {
            calls.Enqueue(
                new ProviderCall(package, method, asked, null, $"rpc error: code = {error.StatusCode} desc = {error.Status.Detail}")
            );
            throw;
        }
    }

    private static JsonNode Json(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!;
}
