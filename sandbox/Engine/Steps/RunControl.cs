namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Thrown when a run stops, after its cause has been reported.</summary>
internal sealed class RunStoppedException() : Exception("The run has stopped.");

/// <summary>Controls whether a run continues. After a failure or cancellation no operation starts; running ones finish.</summary>
internal sealed class RunControl : IDisposable
{
    private readonly bool _continueOnError;
    private readonly CancellationTokenRegistration _registration;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="onCancel">Called once, on cancellation.</param>
    /// <param name="continueOnError">Whether a failed step stops only its dependents.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public RunControl(Action onCancel, bool continueOnError, CancellationToken cancellationToken)
    {
        _continueOnError = continueOnError;
        _registration = cancellationToken.Register(() =>
        {
            Canceled = true;
            onCancel();
            _stopped.TrySetResult();
        });
    }

    public bool Canceled { get; private set; }

    /// <summary>Whether a step failed.</summary>
    public bool StepFailed { get; private set; }

    /// <summary>Whether something else failed: the program, a registration, a check.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether something was refused. A preview reports it and continues, to show everything.</summary>
    public bool Refused { get; set; }

    public bool Stopping => Canceled || Failed || (StepFailed && !_continueOnError);

    /// <summary>Completes when the run is to stop.</summary>
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
