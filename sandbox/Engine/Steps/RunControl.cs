namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Thrown where a run stops: its cause has been reported already.</summary>
internal sealed class RunStoppedException() : Exception("The run has stopped.");

/// <summary>Whether a run goes on. After the first failure, or a cancellation, no new operation begins; those that run end by themselves.</summary>
internal sealed class RunControl : IDisposable
{
    private readonly bool _continueOnError;
    private readonly CancellationTokenRegistration _registration;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="onCancel">Says so, once.</param>
    /// <param name="continueOnError">Whether a failed step stops only what depends on it.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public RunControl(Action onCancel, bool continueOnError, CancellationToken cancellation)
    {
        _continueOnError = continueOnError;
        _registration = cancellation.Register(() =>
        {
            Canceled = true;
            onCancel();
            _stopped.TrySetResult();
        });
    }

    public bool Canceled { get; private set; }

    /// <summary>A step failed.</summary>
    public bool StepFailed { get; private set; }

    /// <summary>Something that is not a step failed: the program, a registration, a check.</summary>
    public bool Failed { get; private set; }

    /// <summary>Something must not be done, which a preview says and goes on, so that all of it is shown.</summary>
    public bool Refused { get; set; }

    public bool Stopping => Canceled || Failed || (StepFailed && !_continueOnError);

    /// <summary>Ends when the run is to stop.</summary>
    public Task Stopped => _stopped.Task;

    public void StopAfterStep()
    {
        StepFailed = true;
        if (!_continueOnError)
            _stopped.TrySetResult();
    }

    public void Stop()
    {
        Failed = true;
        _stopped.TrySetResult();
    }

    public void ThrowIfStopping()
    {
        if (Stopping)
        {
            throw new RunStoppedException();
        }
    }

    public void Dispose() => _registration.Dispose();
}
