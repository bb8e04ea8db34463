using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>
/// Connects the services, which must listen before the program starts, with the run, which is ready only after the state has been read
/// and, if requested, refreshed. Early calls wait.
/// </summary>
internal sealed class RunContextSource
{
    private readonly TaskCompletionSource<(RunContext Context, Registrar Registrar)> _ready = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource _programDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Lock _lock = new();
    private readonly HashSet<Task> _answers = [];

    /// <summary>Completes when the program signals that it has registered everything.</summary>
    public Task ProgramDone => _programDone.Task;

    /// <summary>Completes when the run has done all that the program requested.</summary>
    public Task RunIsOver => _over.Task;

    public async Task<RunContext> ContextAsync() => (await _ready.Task).Context;

    public async Task<Registrar> RegistrarAsync() => (await _ready.Task).Registrar;

    public void Ready(RunContext context, Registrar registrar) => _ready.TrySetResult((context, registrar));

    /// <summary>Tracks a pending answer, even if the program no longer waits for it.</summary>
    public Task<T> Track<T>(Task<T> answer)
    {
        lock (_lock)
        {
            _answers.RemoveWhere(task => task.IsCompleted);
            _answers.Add(answer);
        }

        return answer;
    }

    /// <summary>Completes when no answer is pending.</summary>
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

    /// <summary>Fails all waiting calls: the run will never be ready.</summary>
    public void Abandon() => _ready.TrySetException(new RunStoppedException());

    public void ProgramIsDone() => _programDone.TrySetResult();

    public void End()
    {
        Abandon();
        _over.TrySetResult();
    }
}
