using Grpc.Core;
using Grpc.Core.Interceptors;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Sandbox.Engine.Providers.Serving;

/// <summary>Handles what all calls share: the engine's address, and errors with the provider's message.</summary>
internal sealed class EngineCalls(EngineLinks links) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        var address = request switch
        {
            ProviderHandshakeRequest handshake => handshake.EngineAddress,
            PluginAttach attach => attach.Address,
            _ => "",
        };
        links.Of(context.GetHttpContext().Connection.Id).Attach(address);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception error) when (error is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Unknown, error.Message));
        }
    }
}
