using NodeBBInfra.Rpc;

namespace NodeBBInfra.Sandbox.Engine.Providers.Instances;

/// <summary>Receives a provider's messages: the engine in this process, or another over gRPC.</summary>
internal interface IProviderLog
{
    Task LogAsync(LogSeverity severity, string urn, string message, bool ephemeral = false);
}
