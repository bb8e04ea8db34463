using System.Text.Json.Nodes;
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

    // What a step prints, how its host is reached, and the input, whose secrets are in the state besides.
    private static readonly HashSet<string> NoSecrets = ["stdin", "stdout", "stderr", "host", "hostKey", "user"];
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
        TestStack.Make(forum.Main);
        forum.Configure();
        return forum;
    }

    /// <summary>Makes the copy for previews, as a deployment does.</summary>
    public Task RedactAsync() => WorkflowScripts.DoAsync($"node $SCRIPTS/redact.mjs prod {Copies}", Main, Production);

    /// <summary>Edits the state with its secrets decrypted.</summary>
    public async Task EditStateAsync(Func<string, string> edit)
    {
        var file = _folder["edited.json"];
        await WorkflowScripts.DoAsync($"pulumi stack export --stack prod --show-secrets --file {file}", Main, Production);
        await File.WriteAllTextAsync(file, edit(await File.ReadAllTextAsync(file)));
        await WorkflowScripts.DoAsync($"pulumi stack import --stack prod --file {file}", Main, Production);
    }

    /// <summary>Makes the branch's checkout anew and changes its settings.</summary>
    public async Task BranchAsync(string commands = "")
    {
        if (Directory.Exists(Branch))
            Directory.Delete(Branch, recursive: true);
        TestStack.Make(Branch);
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

    /// <summary>Every secret of the state and the stack's file, line by line.</summary>
    public async Task<IReadOnlyList<string>> SecretsAsync()
    {
        var exported = await WorkflowScripts.DoAsync("pulumi stack export --stack prod --show-secrets", Main, Production);
        List<string> secrets = [ApiServer.Token, RepositoryToken, SshKey];
        Collect(JsonNode.Parse(exported), "", secret: false, secrets);
        return [.. secrets.SelectMany(Lines).Distinct()];
    }

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

    private static void Collect(JsonNode? value, string name, bool secret, List<string> secrets)
    {
        if (value is JsonObject marked && marked["plaintext"] is { } plaintext)
            Collect(JsonNode.Parse((string)plaintext!), name, secret: true, secrets);
        else if (value is JsonObject fields)
            fields.ToList().ForEach(field => Collect(field.Value, field.Key, secret, secrets));
        else if (value is JsonArray items)
            items.ToList().ForEach(item => Collect(item, name, secret, secrets));
        else if (secret && value is JsonValue leaf && leaf.TryGetValue<string>(out var text) && !NoSecrets.Contains(name))
            secrets.Add(text);
    }

    // The first two lines of a private key are of its format, and the last one.
    private static string[] Lines(string secret) =>
        secret.StartsWith("-----BEGIN ", StringComparison.Ordinal) ? secret.Trim().Split('\n')[2..^1] : [secret];
}
