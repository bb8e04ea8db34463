using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Sandbox.Measure.Machine;
using NodeBBInfra.Tests.Forum;
using NodeBBInfra.Tests.Origin;

namespace NodeBBInfra.Tests.LocalOrigins;

/// <summary>
/// The origin in its own network namespace: Debian's nginx with the stack's files, three workers of the stand-in forum, and clients.
/// </summary>
internal sealed class LocalOrigin : IAsyncDisposable
{
    /// <summary>The forum's domain.</summary>
    public const string Domain = "forum.example.org";

    private static readonly int[] Ports = [4567, 4568, 4569];

    private readonly TempDirectory _files = new();
    private readonly TempDirectory _checkout;

    private LocalOrigin(TempDirectory checkout) => _checkout = checkout;

    /// <summary>The program in the namespace.</summary>
    public RunningProcess Program { get; private set; } = null!;

    /// <summary>Runs a script of questions and returns its output.</summary>
    public static async Task<string> AskAsync(
        string questions,
        Affinity affinity = Affinity.Session,
        params (string Name, string Value)[] environment
    )
    {
        await using var started = await StartAsync(questions, affinity, environment: environment);
        var asked = await started.Program.WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(asked.ExitCode == 0, asked.All);
        return asked.Output;
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">The program, which starts the origin.</param>
    /// <param name="affinity">The affinity of visitors.</param>
    /// <param name="change">A change to the forum's servers, to test without a part.</param>
    /// <param name="banner">The forum's banner.</param>
    /// <param name="environment">The program's environment variables.</param>
    public static async Task<LocalOrigin> StartAsync(
        string program,
        Affinity affinity = Affinity.Session,
        Func<string, string>? change = null,
        string? banner = null,
        params (string Name, string Value)[] environment
    )
    {
        var started = new LocalOrigin(await CheckoutAsync());
        var workers = new Workers(Ports) { Affinity = affinity };
        var server = new ForumServer(new ForumDomain(Domain)) { Banner = banner };
        foreach (var (name, content) in NginxConfiguration.Files(server, workers, CloudflareRanges.All))
            started._files.Write(name, change is not null && name == "forum.conf" ? change(content) : content);
        started.Program = RunningProcess.Start(
            "unshare",
            [
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "bash",
                Repository.PathOf("sandbox", "Tests", "LocalOrigins", "local-origin.sh"),
                await DebianWithNginx.FolderAsync(),
                started._files.FullPath,
                started._checkout.FullPath,
                program,
            ],
            environment: new Dictionary<string, string?>(environment.Select(e => KeyValuePair.Create(e.Name, (string?)e.Value)))
            {
                ["CLIENT"] = await CachedParts.SocketClientAsync(CancellationToken.None),
                ["TMPDIR"] = started._files.FullPath,
            }
        );
        return started;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        _checkout.Dispose();
        _files.Dispose();
    }

    private static async Task<TempDirectory> CheckoutAsync()
    {
        if (Environment.GetEnvironmentVariable("NODEBB_CHECKOUT") is not { } real)
            return await StandInCheckout.MakeAsync();
        var copy = new TempDirectory();
        var copied = await RunningProcess.RunAsync("cp", ["-a", "--reflink=auto", real + "/.", copy.FullPath], TimeSpan.FromMinutes(3));
        Assert.True(copied.ExitCode == 0, copied.All);
        return copy;
    }
}
