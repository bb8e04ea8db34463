using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Sandbox.Engine.Providers;

/// <summary>
/// The shared part of all three providers. They implement Pulumi's provider protocol, so that the pulumi command can use them too.
/// </summary>
internal abstract class ProviderBase(string name, string version) : ResourceProvider.ResourceProviderBase
{
    /// <summary>Whether the provider accepts and returns marked secrets; otherwise the engine marks them in its results.</summary>
    protected virtual bool AcceptsSecrets => false;

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Task.FromResult(
            new ProviderHandshakeResponse
            {
                AcceptSecrets = AcceptsSecrets,
                AcceptResources = true,
                AcceptOutputs = AcceptsSecrets,
            }
        );

    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) =>
        Task.FromResult(new GetSchemaResponse { Schema = $$"""{"name":"{{name}}","version":"{{version}}"}""" });

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        Task.FromResult(new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) => Task.FromResult(new DiffResponse());

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        Task.FromResult(
            new ConfigureResponse
            {
                AcceptSecrets = AcceptsSecrets,
                SupportsPreview = true,
                AcceptResources = true,
                AcceptOutputs = AcceptsSecrets,
            }
        );

    public override Task<Empty> Cancel(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = version });

    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
        throw Failure($"unknown function '{request.Tok}'");

    protected static RpcException Failure(string message) => new(new Status(StatusCode.Unknown, message));
}
