using NodeBBInfra.Rpc;

namespace NodeBBInfra.Sandbox.Engine.Providers.Hosting;

/// <summary>Where a provider's messages go: to the engine in the same process, or over gRPC to one in another.</summary>
internal interface IProviderLog
{
    Task LogAsync(LogSeverity severity, string urn, string message, bool ephemeral = false);
}
