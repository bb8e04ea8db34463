namespace Pulumi;

/// <summary>A program's pending tasks. Waiting ends when none is left or one fails.</summary>
internal sealed class ProgramTasks
{
    // A failure propagates from an output to the resource that uses it. The report should name the resource.
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly List<Exception> _failures = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_lock)
        {
            _running++;
        }

        _ = task.ContinueWith(Done, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until no task is pending, or one failed.</summary>
    /// <returns>The failures, without those that caused others.</returns>
    public async Task<IReadOnlyList<Exception>> WaitAsync()
    {
        Task changed;
        while (Pending(out changed) && _failures.Count == 0)
        {
            await changed.ConfigureAwait(false);
        }

        while (_failures.Count > 0 && Pending(out changed))
        {
            if (await Task.WhenAny(changed, Task.Delay(s_settle)).ConfigureAwait(false) != changed)
            {
                break;
            }
        }

        lock (_lock)
        {
            var causes = _failures.SelectMany(Causes).ToHashSet();
            IReadOnlyList<Exception> failures =
            [
                .. _failures.Distinct().Where(failure => !causes.Contains(failure)).Select(Sentence).Distinct(),
            ];
            _failures.Clear();
            return failures;
        }
    }

    // A self-explanatory exception is reported alone, without those that wrap it.
    private static Exception Sentence(Exception failure) =>
        Causes(failure).FirstOrDefault(cause => cause is RunException or ResourceException) ?? failure;

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private bool Pending(out Task changed)
    {
        lock (_lock)
        {
            changed = _changed.Task;
            return _running > 0;
        }
    }

    private void Done(Task task)
    {
        TaskCompletionSource? changed = null;
        lock (_lock)
        {
            _running--;
            if (task.Exception is { } exception)
            {
                _failures.AddRange(exception.InnerExceptions);
            }

            if (_running == 0 || task.IsFaulted)
            {
                (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }
        }

        changed?.TrySetResult();
    }
}
