using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>Runs the program against the monitor until it has registered everything, and stops it at the end of the run.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    /// <summary>The SDK's exit code for errors that it has already reported.</summary>
    private const int ErrorsReported = 32;

    /// <summary>How long the program may take to exit after the run.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>The same after a cancellation, when the user waits for it.</summary>
    private static readonly TimeSpan GraceAfterCancel = TimeSpan.FromSeconds(1);

    /// <summary>A terminal sends ^C to the program too, which may exit before this process handles the signal.</summary>
    private static readonly TimeSpan CancelDelay = TimeSpan.FromMilliseconds(500);

    private readonly RunContextSource _source;
    private readonly CancellationTokenSource _kill = new();
    private readonly IRunEvents _events;
    private readonly RunControl _control;
    private readonly EngineService _engine;
    private readonly MonitorHost _host;
    private readonly Task<int> _program;

    private ProgramRun(
        IRunEvents events,
        RunControl control,
        EngineService engine,
        RunContextSource source,
        ProgramEnvironment environment,
        MonitorHost host
    )
    {
        (_events, _control, _engine, _source, _host) = (events, control, engine, source, host);
        var variables = environment.Variables(host.Address);
        _program = environment.Options.ProgramInProcess is { } inProcess
            ? Task.Run(() => inProcess(variables, _kill.Token))
            : ProgramProcess.RunAsync(
                environment.Options.Program,
                environment.ProjectFile.ProgramDirectory,
                variables,
                events,
                _kill.Token
            );
    }

    /// <exception cref="EngineException">The program does not start.</exception>
    public static async Task<ProgramRun> StartAsync(ProgramEnvironment environment, IRunEvents events, RunControl control)
    {
        var source = new RunContextSource();
        var engine = new EngineService(events, control);
        var host = await MonitorHost.StartAsync(new MonitorService(source, environment), engine);
        var run = new ProgramRun(events, control, engine, source, environment, host);
        if (run._program.IsFaulted)
        {
            await run.DisposeAsync();
            await run._program;
        }

        return run;
    }

    /// <summary>Serves the program until all its calls are answered, or the run stops.</summary>
    public async Task ServeAsync(RunContext context, Registrar registrar)
    {
        _source.Ready(context, registrar);
        await Task.WhenAny(_program, _source.ProgramDone, _control.Stopped);
        if (_program.IsCompleted && !_source.ProgramDone.IsCompleted && !_control.Stopping)
        {
            await JudgeAsync(await _program, registrar);
        }

        await _source.SettledAsync();
    }

    /// <summary>Lets a program that waits for the end of the run exit, and kills it after the grace period.</summary>
    public async Task EndAsync()
    {
        _source.End();
        try
        {
            var code = await _program.WaitAsync(_control.Canceled ? GraceAfterCancel : Grace);
            if (code != 0 && !_control.Stopping)
            {
                Complain(code);
            }
        }
        catch (TimeoutException)
        {
            await _kill.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _source.End();
        await _kill.CancelAsync();
        await ((Task)_program).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _host.DisposeAsync();
        _kill.Dispose();
    }

    private async Task JudgeAsync(int code, Registrar registrar)
    {
        if (code != 0)
        {
            await Task.WhenAny(_control.Stopped, Task.Delay(CancelDelay));
            if (!_control.Stopping)
            {
                Complain(code);
            }
        }
        else if (registrar.RootUrn is null)
        {
            Fail(
                "The program ended without registering a stack, so nothing was changed; it must call Pulumi.Deployment.RunAsync and await it."
            );
        }
        else
        {
            // Otherwise everything not yet registered would be deleted. An SDK signals when registration is complete.
            Fail(
                "The program ended before it said that it had registered everything, so nothing was deleted; it must await Pulumi.Deployment.RunAsync, must not call Environment.Exit, and needs a Pulumi package that signals its end (this project's does)."
            );
        }
    }

    private void Fail(string message)
    {
        _events.Message(LogSeverity.Error, "", message);
        _control.Stop();
    }

    private void Complain(int code)
    {
        if (code != ErrorsReported || !_engine.SawError)
        {
            Fail($"an unhandled error occurred: Program exited with non-zero exit code: {code}");
        }

        _control.Stop();
    }
}
