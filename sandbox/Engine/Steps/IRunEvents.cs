using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>The events of a run, for the display. Implementations are thread-safe.</summary>
internal interface IRunEvents
{
    void StepBegins(ResourceStep step);

    /// <summary>A step's outputs are known. A standalone refresh reports its result (same, update, delete) as the operation.</summary>
    void StepOutputs(ResourceStep step);

    void StepFailed(ResourceStep step);

    /// <summary>A message about a resource, or about the stack when the URN is empty.</summary>
    void Message(LogSeverity severity, string urn, string message, bool ephemeral = false);
}

/// <summary>Receives messages of providers in the engine's process.</summary>
internal sealed class EventsProviderLog(IRunEvents events) : IProviderLog
{
    public Task LogAsync(LogSeverity severity, string urn, string message, bool ephemeral = false)
    {
        events.Message(severity, urn, message, ephemeral);
        return Task.CompletedTask;
    }
}
