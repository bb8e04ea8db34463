using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Program;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine;

/// <summary>What each operation consists of.</summary>
internal sealed class Operations(RunContext context, StepRunner runner) : IDisposable
{
    private Registrar? _registrar;

    /// <exception cref="RunStoppedException">It failed or was canceled.</exception>
    public async Task RunAsync(ProgramRun? program)
    {
        var standalone = context.Options.Operation == Operation.Refresh;
        if (standalone || context.Options.Refresh)
        {
            await new Refresher(context, runner).RunAsync(standalone);
        }
        else
        {
            WarnOfPending();
        }

        if (program is not null)
        {
            await UpdateAsync(program);
        }
        else if (context.Options.Operation == Operation.Destroy)
        {
            await new EndOfRunDeletes(context, runner).RunAsync(context.Snapshot.Resources);
        }
    }

    private async Task UpdateAsync(ProgramRun program)
    {
        var registrar = _registrar = new Registrar(context, runner, new OldResources(context.Snapshot.Resources));
        await program.ServeAsync(context, registrar);
        await runner.DrainAsync();
        context.Control.ThrowIfStopping();
        await new EndOfRunDeletes(context, runner).RunAsync(
            [.. context.Snapshot.Resources.Where(resource => resource.Delete || !registrar.IsRegistered(resource.Urn))]);
    }

    public void Dispose() => _registrar?.Dispose();

    private void WarnOfPending()
    {
        var pending = context.Snapshot.Pending;
        if (pending.Count > 0)
        {
            context.Events.Message(LogSeverity.Warning, "", $"""
                Attempting to deploy or update resources with {pending.Count} pending operations from previous deployment.
                {string.Join('\n', pending.Select(operation => $"  * {operation.Resource.Urn}, interrupted while {operation.Kind}"))}
                These resources are in an unknown state because the run was interrupted while waiting for changes to these resources to complete. Confirm whether the operations listed completed by looking at what they were to change.
                A refresh reads everything again and clears the pending operations.
                """);
        }
    }
}
