using System.Diagnostics;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Configuration;
using NodeBBInfra.Sandbox.Engine.Display;
using NodeBBInfra.Sandbox.Engine.Program;
using NodeBBInfra.Sandbox.Engine.Providers;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine;

/// <summary>One run, from configuration to result.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly EngineOptions _options;
    private readonly ProjectFile _project;
    private readonly StackConfiguration _configuration;
    private readonly PassphraseCrypter? _crypter;
    private readonly StateLock? _lock;
    private readonly RunDisplay _display;
    private readonly RunControl _control;
    private readonly SshLogins _logins = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private Session(
        EngineOptions options,
        ProjectFile project,
        StackConfiguration configuration,
        PassphraseCrypter? crypter,
        StateLock? stateLock,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        (_options, _project, _configuration, _crypter, _lock) = (options, project, configuration, crypter, stateLock);
        var root = Urns.Create(options.Stack, project.Name, "", Urns.StackType, $"{project.Name}-{options.Stack}");
        var isPreview = options.Operation == Operation.Preview;
        _display = options.Diff ? new DiffDisplay(output, isPreview, root) : new ProgressDisplay(output, isPreview, root);
        _display.Redaction = new Redaction(configuration);
        _display.FoldWarnings = options.FoldWarnings;
        _control = new RunControl(() => _display.Line(CancelMessage(isPreview)), options.ContinueOnError, cancellationToken);
    }

    /// <exception cref="EngineException">The project, its configuration or the lock prevents a run.</exception>
    public static Session Open(EngineOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var project = ProjectFile.Read(options.ProjectDirectory);
        var file = StackFile.Read(project, options.Stack);
        var crypter = file.Salt is { } salt ? PassphraseCrypter.Open(options.Passphrase, salt, $"Pulumi.{options.Stack}.yaml") : null;
        var configuration = StackConfiguration.Load(project, file, options.Stack, crypter, options.Overlay);
        var stateLock = options.Operation == Operation.Preview ? null : StateLock.Take(options.StateFile);
        return new Session(options, project, configuration, crypter, stateLock, output, cancellationToken);
    }

    public async Task<EngineResult> ExecuteAsync()
    {
        _display.Begin(_options.Operation, _options.Stack);

        // Deriving the state's key takes a third of a second; the program starts meanwhile.
        var reading = Task.Run(() => StateFile.Read(_options.StateFile, _options.Passphrase, _crypter));
        var runsProgram = _options.Operation is Operation.Preview or Operation.Up;
        await using var program = runsProgram
            ? await ProgramRun.StartAsync(new ProgramEnvironment(_options, _project, _configuration), _display, _control)
            : null;
        var contents = await reading;
        var context = NewContext(contents);
        using var runner = new StepRunner(context);
        using var operations = new Operations(context, runner);
        try
        {
            await operations.RunAsync(program);
        }
        catch (RunStoppedException)
        {
            // The cause has been printed.
        }

        await runner.DrainAsync();
        if (program is not null)
        {
            await program.EndAsync();
        }

        await context.Snapshot.FlushAsync();
        if (_options.ImportFile is { } file && context.IsPreview)
        {
            BulkImportFile.Of(context.Counts.Created, contents.Resources).Write(file);
        }

        return Result(context);
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _lock?.Dispose();
        _crypter?.Dispose();
        await Task.CompletedTask;
    }

    private RunContext NewContext(StateContents contents)
    {
        var isPreview = _options.Operation == Operation.Preview;
        var log = new EventsProviderLog(_display);
        var providers = new ProviderRegistry(
            package =>
                (_options.Providers?.Invoke(package) ?? SandboxProviders.Create(package, log, _logins)) is { } provider
                    ? _options.WrapProvider(package, provider)
                    : null,
            new ProviderHandshakeRequest
            {
                RootDirectory = _project.Directory,
                ProgramDirectory = _project.ProgramDirectory,
                ConfigureWithUrn = true,
                InvokeWithPreview = true,
            }
        );
        return new RunContext(
            _options,
            _project,
            _configuration,
            new Snapshot(isPreview ? null : _options.StateFile, contents, _options.ClearPendingCreates),
            _display,
            providers,
            _control
        );
    }

    private static string CancelMessage(bool isPreview)
    {
        var signal = Interruption.Received;
        var again = signal == "^C" ? "press ^C again" : $"send {signal} again";
        return $"{signal} received; cancelling. If you would like to terminate immediately, {again}."
            + (isPreview ? "" : "\nNote that terminating immediately may lead to orphaned resources and other inconsistencies.");
    }

    private EngineResult Result(RunContext context)
    {
        if (_control.Canceled)
        {
            _display.Message(LogSeverity.Error, "", context.IsPreview ? "preview canceled" : "update canceled");
        }
        else if (_control.StepFailed || _control.Refused)
        {
            _display.Message(LogSeverity.Error, "", context.IsPreview ? "preview failed" : "update failed");
        }

        var counts = context.Counts.ByOp;
        _display.End(counts, _clock.Elapsed);
        var unexpected =
            !_control.Stopping && !_control.StepFailed && !_control.Refused && _options.ExpectNoChanges && context.Counts.AnyChange;
        if (unexpected)
        {
            _display.Line(
                context.IsPreview
                    ? "error: no changes were expected for preview but changes were proposed"
                    : "error: no changes were expected but changes occurred"
            );
        }

        var root = context.Snapshot.Resources.FirstOrDefault(resource => resource.Type == Urns.StackType);
        return new EngineResult(
            _control.Stopping || _control.StepFailed || _control.Refused ? 1
                : unexpected ? 7
                : 0,
            counts.ToDictionary(entry => entry.Key.Name(), entry => entry.Value),
            root?.Outputs.Fields.ToDictionary(output => output.Key, output => JsonValues.ToPlainObject(output.Value)) ?? [],
            context.Counts.Timings,
            _logins.Count
        );
    }
}
