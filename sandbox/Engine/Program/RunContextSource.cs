using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>
/// Between the services, which must listen before the program starts, and the run, which is ready only when the state has
/// been read (and, where asked for, refreshed): whoever comes early waits.
/// </summary>
internal sealed class RunContextSource
{
    private readonly TaskCompletionSource<(RunContext Context, Registrar Registrar)> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _programDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the program says that it has registered everything.</summary>
    public Task ProgramDone => _programDone.Task;

    /// <summary>Ends when the run has done all that the program asked for.</summary>
    public Task RunIsOver => _over.Task;

    public async Task<RunContext> ContextAsync() => (await _ready.Task).Context;

    public async Task<Registrar> RegistrarAsync() => (await _ready.Task).Registrar;

    public void Ready(RunContext context, Registrar registrar) => _ready.TrySetResult((context, registrar));

    /// <summary>The run will never be ready.</summary>
    public void Abandon() => _ready.TrySetException(new RunStoppedException());

    public void ProgramIsDone() => _programDone.TrySetResult();

    public void End()
    {
        Abandon();
        _over.TrySetResult();
    }
}
