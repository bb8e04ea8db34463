using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Tests.Cloudflare;
using NodeBBInfra.Tests.StackTests;

namespace NodeBBInfra.Tests.Workflows;

/// <summary>
/// A forum as production has it, without a host: a deployed state with secrets in it, and main's checkout with the stack's file. The
/// branch is a checkout of a pull request.
/// </summary>
internal sealed class DeployedForum : IAsyncDisposable
{
    public const string RepositoryToken = "sentinel-of-the-repository-token";
    private const string Passphrase = "test";
    private readonly TempDirectory _folder = new();
    private readonly ApiServer _zone;

    private DeployedForum(ApiServer zone) => _zone = zone;

    public string Main => _folder["main"];

    public string Branch => _folder["branch"];

    public string Copies => _folder["copies"];

    public string Plans => _folder["plans"];

    /// <summary>The text of a private key's file.</summary>
    public string SshKey { get; private set; } = "";

    /// <summary>What production's jobs have.</summary>
    public Dictionary<string, string?> Production =>
        new() { ["PULUMI_BACKEND_URL"] = $"file://{_folder["backend"]}", ["PULUMI_CONFIG_PASSPHRASE"] = Passphrase };

    /// <summary>What a preview's job has.</summary>
    public static Dictionary<string, string?> Preview => new() { ["CLOUDFLARE_API_TOKEN"] = ApiServer.ReadToken };

    public static async Task<DeployedForum> StartAsync()
    {
        var zone = await ApiServer.StartAsync(takesStandIns: true);
        var forum = new DeployedForum(zone);
        await forum.DeployAsync();
        CheckOut(forum.Main);
        forum.Configure();
        return forum;
    }

    /// <summary>Makes the copy for previews, as a deployment does.</summary>
    public Task RedactAsync() => WorkflowScripts.DoAsync($"node $SCRIPTS/redact.mjs prod {Copies}", Main, Production);

    /// <summary>Makes the branch's checkout anew and changes its settings.</summary>
    public async Task BranchAsync(string commands = "")
    {
        if (Directory.Exists(Branch))
            Directory.Delete(Branch, recursive: true);
        CheckOut(Branch);
        File.Copy(Path.Combine(Main, "Pulumi.prod.yaml"), Path.Combine(Branch, "Pulumi.prod.yaml"), overwrite: true);
        if (commands.Length > 0)
            await WorkflowScripts.DoAsync(commands, Branch, Production);
    }

    /// <summary>Runs preview.sh on the branch and returns the plan.</summary>
    public async Task<string> PlanAsync(IReadOnlyDictionary<string, string?>? environment = null)
    {
        var finished = await WorkflowScripts.RunAsync($"$SCRIPTS/preview.sh {Copies} {Plans}", Branch, Preview, environment ?? Preview);
        var plan = await File.ReadAllTextAsync(Path.Combine(Plans, "prod.txt"));
        Assert.True(finished.ExitCode == 0, finished.All + plan);
        return plan;
    }

    /// <summary>The secrets of the state and the stack's file.</summary>
    public async Task<IReadOnlyList<string>> SecretsAsync() =>
        [
            ApiServer.Token,
            RepositoryToken,
            // The key's lines, from the third one on: the first two are of its format.
            .. SshKey.Split('\n')[2..^1],
            (await WorkflowScripts.DoAsync("pulumi stack output --stack prod adminPassword --show-secrets", Main, Production)).Trim(),
        ];

    public async ValueTask DisposeAsync()
    {
        await _zone.DisposeAsync();
        _folder.Dispose();
    }

    private async Task DeployAsync()
    {
        await WorkflowScripts.DoAsync($"ssh-keygen -q -t ed25519 -N '' -f {_folder["key"]}", _folder.FullPath);
        SshKey = (await File.ReadAllTextAsync(_folder["key"])).Trim();
        using var program = new DeliveredProgram(_zone)
        {
            Secrets = { ["nodebb:sshPrivateKey"] = SshKey, ["nodebb:repositoryToken"] = RepositoryToken },
        };
        await program.DoAsync(Operation.Up);
        _folder.Write("backend/state/prod.json", await File.ReadAllTextAsync(program.StateFile));
    }

    /// <summary>Writes the settings as `pulumi config set --secret` does.</summary>
    private void Configure()
    {
        using var crypter = PassphraseCrypter.Create(Passphrase);
        var file = Path.Combine(Main, "Pulumi.prod.yaml");
        File.AppendAllText(file, $"  cloudflare:baseUrl: {_zone.Client.BaseAddress}client/v4\n");
        var secrets = new[]
        {
            ("cloudflare:apiToken", ApiServer.Token),
            ("nodebb:sshPrivateKey", SshKey),
            ("nodebb:repositoryToken", RepositoryToken),
        };
        foreach (var (key, value) in secrets)
            File.AppendAllText(file, $"  {key}:\n    secure: {crypter.Encrypt(value)}\n");
        File.AppendAllText(file, $"encryptionsalt: {crypter.Salt}\n");
    }

    private static void CheckOut(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "Pulumi.yaml", "Pulumi.prod.yaml", "Pulumi.example.yaml" })
            File.Copy(Repository.PathOf(file), Path.Combine(folder, file));
        Directory.CreateSymbolicLink(Path.Combine(folder, "infra"), Repository.PathOf("infra"));
    }
}
