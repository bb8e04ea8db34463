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

    private readonly Lock _lock = new();
    private readonly HashSet<Task> _answers = [];

    /// <summary>Ends when the program says that it has registered everything.</summary>
    public Task ProgramDone => _programDone.Task;

    /// <summary>Ends when the run has done all that the program asked for.</summary>
    public Task RunIsOver => _over.Task;

    public async Task<RunContext> ContextAsync() => (await _ready.Task).Context;

    public async Task<Registrar> RegistrarAsync() => (await _ready.Task).Registrar;

    public void Ready(RunContext context, Registrar registrar) => _ready.TrySetResult((context, registrar));

    /// <summary>Notes an answer to the program that is under way, whether the program still waits for it or not.</summary>
    public Task<T> Track<T>(Task<T> answer)
    {
        lock (_lock)
        {
            _answers.RemoveWhere(task => task.IsCompleted);
            _answers.Add(answer);
        }

        return answer;
    }

    /// <summary>Ends when nothing is being answered.</summary>
    public async Task SettledAsync()
    {
        for (var answers = Running(); answers.Length > 0; answers = Running())
        {
            await Task.WhenAll(answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task[] Running()
    {
        lock (_lock)
        {
            return [.. _answers.Where(task => !task.IsCompleted)];
        }
    }

    /// <summary>The run will never be ready.</summary>
    public void Abandon() => _ready.TrySetException(new RunStoppedException());

    public void ProgramIsDone() => _programDone.TrySetResult();

    public void End()
    {
        Abandon();
        _over.TrySetResult();
    }
}
