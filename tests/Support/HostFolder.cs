using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Support;

/// <summary>A folder used as a host's root file system, with the runner installed as by the first step.</summary>
internal sealed class HostFolder : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const string RootVariable = "NODEBB_INFRA_ROOT";

    // The step takes most of a second, and more than a hundred tests begin with it.
    private static readonly Lazy<Task<string>> Installed = new(async () =>
    {
        var host = new HostFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => host.Dispose();
        var ready = await host.RunReadyAsync();
        Assert.True(ready.ExitCode == 0, ready.All);
        return host._folder.FullPath;
    });

    private readonly TempDirectory _folder = new();

    public HostFolder() => Directory.CreateDirectory(this["run"]);

    public string this[string path] => Path.Combine(_folder.FullPath, path);

    public string Log(string step) => File.ReadAllText(this[$"var/log/nodebb-infra/{step}.log"]);

    /// <summary>Makes it a host on which the step <c>ready</c> has run.</summary>
    public async Task ReadyAsync()
    {
        var from = await Installed.Value;
        foreach (var entry in Directory.EnumerateFileSystemEntries(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var to = this[Path.GetRelativePath(from, entry)];
            if (File.Exists(entry))
                File.Copy(entry, to, overwrite: true);
            else
                Directory.CreateDirectory(to, File.GetUnixFileMode(entry));
        }
    }

    /// <summary>
    /// Runs the step <c>ready</c>. <paramref name="cutAfter"/> truncates the bundle with the runner's files after so many characters.
    /// </summary>
    public Task<Finished> RunReadyAsync(int? cutAfter = null)
    {
        var runner = HostScript.Runner;
        return BashAsync(["-euo", "pipefail", "-s"], HostScript.Ready + runner[..(cutAfter ?? runner.Length)]);
    }

    /// <summary>Runs a step with the installed runner.</summary>
    public Task<Finished> RunAsync(
        Bundle bundle,
        string step = "trial",
        int seconds = 30,
        IReadOnlyDictionary<string, string?>? environment = null
    ) => RunAsync(bundle.Render(), step, seconds, environment);

    /// <summary>The same with any text as stdin, and with environment variables of the SSH session.</summary>
    public Task<Finished> RunAsync(
        string input,
        string step = "trial",
        int seconds = 30,
        IReadOnlyDictionary<string, string?>? environment = null
    ) => RunAsync([step, seconds.ToString()], input, environment);

    /// <summary>The same with any arguments for the runner.</summary>
    public Task<Finished> RunAsync(IEnumerable<string> arguments, string input, IReadOnlyDictionary<string, string?>? environment = null) =>
        ProgramAsync("run", arguments, input, environment);

    /// <summary>Runs one of the programs that the step <c>ready</c> installs.</summary>
    public Task<Finished> ProgramAsync(
        string name,
        IEnumerable<string> arguments,
        string input = "",
        IReadOnlyDictionary<string, string?>? environment = null
    ) =>
        RunningProcess.RunAsync(
            this[$"usr/local/lib/nodebb-infra/{name}"],
            arguments,
            Limit,
            environment: new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>())
            {
                [RootVariable] = _folder.FullPath,
            },
            input: input
        );

    public static Bundle Script(string text) => new([], [], text);

    public void Dispose() => _folder.Dispose();

    private Task<Finished> BashAsync(IEnumerable<string> arguments, string input) =>
        RunningProcess.RunAsync(
            "bash",
            arguments,
            Limit,
            environment: new Dictionary<string, string?> { [RootVariable] = _folder.FullPath },
            input: input
        );
}
