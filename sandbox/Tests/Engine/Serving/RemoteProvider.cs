using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>Replaces an in-process provider with a served one, so that every call goes over gRPC.</summary>
internal sealed class RemoteProvider(ResourceProvider.ResourceProviderClient client) : ResourceProvider.ResourceProviderBase
{
    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        client.HandshakeAsync(request).ResponseAsync;

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        client.CheckConfigAsync(request).ResponseAsync;

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        client.DiffConfigAsync(request).ResponseAsync;

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        client.ConfigureAsync(request).ResponseAsync;

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) => client.CheckAsync(request).ResponseAsync;

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => client.DiffAsync(request).ResponseAsync;

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        client.CreateAsync(request).ResponseAsync;

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) => client.ReadAsync(request).ResponseAsync;

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        client.UpdateAsync(request).ResponseAsync;

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) => client.DeleteAsync(request).ResponseAsync;

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
        client.InvokeAsync(request).ResponseAsync;
}
