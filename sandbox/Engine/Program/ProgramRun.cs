using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>Runs the program against the monitor, until it has registered everything, and lets it go when the run is over.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    /// <summary>The exit code by which an SDK says that it has reported its errors itself.</summary>
    private const int ErrorsReported = 32;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

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

    public static async Task<ProgramRun> StartAsync(ProgramEnvironment environment, IRunEvents events, RunControl control)
    {
        var source = new RunContextSource();
        var engine = new EngineService(events, control);
        var host = await MonitorHost.StartAsync(new MonitorService(source, environment), engine);
        return new ProgramRun(events, control, engine, source, environment, host);
    }

    /// <summary>Answers the program from now on, until it has said all it wants or the run stops.</summary>
    /// <exception cref="EngineException">The program did not start.</exception>
    public async Task ServeAsync(RunContext context, Registrar registrar)
    {
        _source.Ready(context, registrar);
        await Task.WhenAny(_program, _source.ProgramDone, _control.Stopped);
        if (_program.IsFaulted)
        {
            await _program;
        }

        if (_program.IsCompletedSuccessfully && !_control.Stopping)
        {
            Judge(await _program, registrar);
        }
    }

    /// <summary>Lets a program go that waits for the end of the run, and ends one that does not go.</summary>
    public async Task EndAsync()
    {
        _source.End();
        try
        {
            var code = await _program.WaitAsync(Grace);
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

    private void Judge(int code, Registrar registrar)
    {
        if (code != 0)
        {
            Complain(code);
        }
        else if (registrar.RootUrn is null)
        {
            _events.Message(LogSeverity.Error, "", "The program ended without registering a stack, so nothing was changed; it must call Pulumi.Deployment.RunAsync and await it.");
            _control.Stop();
        }
    }

    private void Complain(int code)
    {
        if (code != ErrorsReported || !_engine.SawError)
        {
            _events.Message(LogSeverity.Error, "", $"an unhandled error occurred: Program exited with non-zero exit code: {code}");
        }

        _control.Stop();
    }
}
