using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Tests.Cloudflare;
using NodeBBInfra.Tests.Conformance.Engine;
using NodeBBInfra.Tests.Engine.StandIn;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>
/// A program with a record in a zone and three successive steps on a host, a real SSH server, and an API that can withhold a response.
/// </summary>
internal sealed class InterruptedProject : IAsyncDisposable
{
    private readonly TempDirectory _host = new();
    private readonly ApiServer _api;
    private readonly SshServer _ssh;

    private InterruptedProject(ApiServer api, CloudflareProxy cloudflare, SshServer ssh)
    {
        (_api, Cloudflare, _ssh) = (api, cloudflare, ssh);
        foreach (
            var (name, value) in new Dictionary<string, string>
            {
                ["STAND_IN_PROGRAM"] = "host",
                ["CLOUDFLARE_API_TOKEN"] = ApiServer.Token,
                ["CLOUDFLARE_BASE_URL"] = cloudflare.BaseUrl,
                ["TEST_ZONE"] = ApiServer.ZoneId,
                ["TEST_NAME"] = $"www.{ApiServer.Domain}",
                ["TEST_SSH_PORT"] = $"{ssh.Port}",
                ["TEST_SSH_KEY"] = ssh.PrivateKey,
                ["TEST_SSH_HOST_KEY"] = ssh.HostKey,
                ["TEST_FOLDER"] = _host.FullPath,
            }
        )
        {
            Project.Environment[name] = value;
        }
    }

    public StandInProject Project { get; } = new();

    public CloudflareProxy Cloudflare { get; }

    /// <summary>The steps' results on the host, by file.</summary>
    public IReadOnlyList<string> Host =>
        [
            .. Directory
                .EnumerateFiles(_host.FullPath)
                .Select(file => $"{Path.GetFileName(file)}: {File.ReadAllText(file).Trim()}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The zone's records, without their ids.</summary>
    public async Task<IReadOnlyList<string>> RecordsAsync() =>
        [
            .. (await _api.OkAsync("GET", "{zone}/dns_records"))
                .EnumerateArray()
                .Select(record => $"{record.GetProperty("type")} {record.GetProperty("name")} {record.GetProperty("content")}"),
        ];

    /// <summary>The id of the zone's only record.</summary>
    public async Task<string> RecordIdAsync() => (await _api.OkAsync("GET", "{zone}/dns_records"))[0].GetProperty("id").GetString()!;

    /// <summary>The state: names, ids that are not random, and pending operations.</summary>
    public IReadOnlyList<string> Described =>
        [
            .. Project
                .State.Resources.Where(resource => !resource.IsProvider)
                .Select(resource => $"{resource.Name} {resource.Delete}")
                .Order(StringComparer.Ordinal),
        ];

    public IReadOnlyList<PendingOperation> Pending => Project.State.Pending;

    public bool IsLocked => StateLock.IsLeftover(Project.StatePath);

    public static async Task<InterruptedProject> StartAsync()
    {
        var api = await ApiServer.StartAsync();
        var project = new InterruptedProject(api, await CloudflareProxy.StartAsync(api, []), await SshServer.StartAsync());
        await project.Project.DoAsync("pulumi stack init prod");
        return project;
    }

    /// <summary>Runs `pulumi up` and kills it at a moment.</summary>
    public async Task<KilledCommand> KillAsync(Moment moment, int signal = Signals.Kill)
    {
        await using var process = Project.Start("exec pulumi up --yes --skip-preview");
        return await KilledCommand.RunAsync(process, moment, signal);
    }

    public async ValueTask DisposeAsync()
    {
        Cloudflare.Release();
        Project.Dispose();
        await _ssh.DisposeAsync();
        await Cloudflare.DisposeAsync();
        await _api.DisposeAsync();
        _host.Dispose();
    }
}
