using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>Runs the program against the monitor, until it has registered everything, and lets it go when the run is over.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    /// <summary>The exit code by which an SDK says that it has reported its errors itself.</summary>
    private const int ErrorsReported = 32;

    /// <summary>How long a program may take to end when the run is over.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>The same when the run was canceled: who pressed ^C waits for it.</summary>
    private static readonly TimeSpan GraceAfterCancel = TimeSpan.FromSeconds(1);

    /// <summary>A terminal sends ^C to the program too, which may have ended of it before this process notices.</summary>
    private static readonly TimeSpan CancelDelay = TimeSpan.FromMilliseconds(500);

    private readonly RunContextSource _source;
    private readonly CancellationTokenSource _kill = new();
    private readonly IRunEvents _events;
    private readonly RunControl _control;
    private readonly EngineService _engine;
    private readonly MonitorHost _host;
    private readonly Task<int> _program;

    private ProgramRun(IRunEvents events, RunControl control, EngineService engine, RunContextSource source, ProgramEnvironment environment, MonitorHost host)
    {
        (_events, _control, _engine, _source, _host) = (events, control, engine, source, host);
        var variables = environment.Variables(host.Address);
        _program = environment.Options.ProgramInProcess is { } inProcess
            ? Task.Run(() => inProcess(variables, _kill.Token))
            : ProgramProcess.RunAsync(environment.Options.Program, environment.ProjectFile.ProgramDirectory, variables, events, _kill.Token);
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

    /// <summary>Answers the program from now on, until it has said all it wants and been answered, or the run stops.</summary>
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

    /// <summary>Lets a program go that waits for the end of the run, and ends one that does not go.</summary>
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
            Fail("The program ended without registering a stack, so nothing was changed; it must call Pulumi.Deployment.RunAsync and await it.");
        }
        else
        {
            // Taking this for the program's wish would delete everything that it had not come to yet. An SDK says when it is done.
            Fail("The program ended before it said that it had registered everything, so nothing was deleted; it must await Pulumi.Deployment.RunAsync, must not call Environment.Exit, and needs a Pulumi package that signals its end (this project's does).");
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
