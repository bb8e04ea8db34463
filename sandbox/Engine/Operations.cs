using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Program;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine;

/// <summary>The parts of each operation.</summary>
internal sealed class Operations(RunContext context, StepRunner runner) : IDisposable
{
    private readonly Targeting _targeting = new(context, runner);
    private Registrar? _registrar;

    /// <exception cref="RunStoppedException">It failed or was canceled.</exception>
    public async Task RunAsync(ProgramRun? program)
    {
        var standalone = context.Options.Operation == Operation.Refresh;
        if (standalone || context.Options.Refresh)
        {
            await new Refresher(context, runner).RunAsync(standalone);
        }
        else if (context.Options.Operation != Operation.Import)
        {
            WarnOfPending();
        }

        _targeting.RequireKnown(context.Replace, IsKnown);
        switch (context.Options.Operation)
        {
            case Operation.Destroy:
                _targeting.RequireKnown(context.Targets, IsKnown);
                await new EndOfRunDeletes(context, runner).RunAsync(_targeting.Deletions(context.Snapshot.Resources));
                break;
            case Operation.Import:
                _registrar = NewRegistrar();
                await new Importer(context, runner, _registrar).RunAsync(context.Options.Imports);
                break;
            default:
                if (program is not null)
                {
                    await UpdateAsync(program);
                }

                break;
        }
    }

    private bool IsKnown(string urn) => context.Snapshot.Resources.Any(resource => resource.Urn == urn);

    private Registrar NewRegistrar() => new(context, runner, new OldResources(context.Snapshot.Resources), _targeting);

    private async Task UpdateAsync(ProgramRun program)
    {
        var registrar = _registrar = NewRegistrar();
        await program.ServeAsync(context, registrar);
        await runner.DrainAsync();
        context.Control.ThrowIfStopping();
        _targeting.RequireKnown(context.Targets, urn => IsKnown(urn) || registrar.IsRegistered(urn));
        await new EndOfRunDeletes(context, runner).RunAsync(
            _targeting.Deletions([
                .. context.Snapshot.Resources.Where(resource =>
                    (resource.Delete || !registrar.IsRegistered(resource.Urn)) && !registrar.IsNeededByFailed(resource)
                ),
            ])
        );
    }

    public void Dispose() => _registrar?.Dispose();

    private void WarnOfPending()
    {
        var pending = context.Snapshot.Interrupted;
        if (pending.Count > 0 && !context.IsPreview)
        {
            context.Events.Message(
                LogSeverity.Warning,
                "",
                $"""
                Attempting to deploy or update resources with {pending.Count} pending operations from previous deployment.
                {string.Join('\n', pending.Select(operation => $"  * {operation.Resource.Urn}, interrupted while {operation.Kind}"))}
                These resources are in an unknown state because the Pulumi CLI was interrupted while waiting for changes to these resources to complete. You should confirm whether or not the operations listed completed successfully by checking the state of the appropriate provider. For example, if you are using AWS, you can confirm using the AWS Console.

                Once you have confirmed the status of the interrupted operations, you can repair your stack using `pulumi refresh` which will refresh the state from the provider you are using and clear the pending operations if there are any.

                Note that `pulumi refresh` will need to be run interactively to clear pending CREATE operations.
                """
            );
        }
    }
}
