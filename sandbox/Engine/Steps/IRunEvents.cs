using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Hosting;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>What a run tells the display, as it happens. Implementations are safe for concurrent calls.</summary>
internal interface IRunEvents
{
    void StepBegins(Step step);

    /// <summary>A step's outputs are known. A standalone refresh reports what it found (same, update, delete) as the operation.</summary>
    void StepOutputs(Step step);

    void StepFailed(Step step);

    /// <summary>A message about a resource; about the stack when the URN is empty.</summary>
    void Message(LogSeverity severity, string urn, string message, bool ephemeral = false);
}

/// <summary>The messages of providers that run in the engine's own process.</summary>
internal sealed class EventsProviderLog(IRunEvents events) : IProviderLog
{
    public Task LogAsync(LogSeverity severity, string urn, string message, bool ephemeral = false)
    {
        events.Message(severity, urn, message, ephemeral);
        return Task.CompletedTask;
    }
}
