using System.Text.Json;
using System.Text.Json.Nodes;
using NodeBBInfra.Tests.Engine;
using NodeBBInfra.Tests.Engine.StandIn;

namespace NodeBBInfra.Tests.Workflows;

/// <summary>A pull request's preview on a copy of production without its secrets.</summary>
public sealed class PreviewTests : IAsyncLifetime
{
    private const string Pry = "pry";

    // The product's SecretsComponent has them.
    private const string HostsOwn = "the administrator's password is the host's";
    private const string KeptPassword =
        "as before: this host had the forum's data. To see it: sudo cat /etc/nodebb-infra/secrets/admin-password";
    private DeployedForum _forum = null!;

    public async Task InitializeAsync() => _forum = await DeployedForum.StartAsync();

    public async Task DisposeAsync() => await _forum.DisposeAsync();

    [ToolFact("node", "ssh-keygen")]
    public async Task The_plan_on_the_copy_is_the_real_one()
    {
        await _forum.RedactAsync();
        AssertSame(await RealPlanAsync(), await BranchPlanAsync());
        Assert.DoesNotContain("    ~ ", await BranchPlanAsync(), StringComparison.Ordinal);

        var changed = await BranchPlanAsync("pulumi config set --stack prod nodebb:affinity visitor-ip");

        AssertSame(await RealPlanAsync("pulumi config set --stack prod nodebb:affinity visitor-ip"), changed);
        Assert.Contains("hash $remote_addr", changed, StringComparison.Ordinal);
        Assert.Contains("Free plan: 2 of 5 custom rules, 4 of 10 cache rules.", changed, StringComparison.Ordinal);
    }

    [ToolFact("node", "ssh-keygen")]
    public async Task The_plan_on_the_copy_is_the_real_one_where_the_administrators_password_is_the_hosts()
    {
        await _forum.EditStateAsync(text =>
        {
            var state = JsonNode.Parse(text)!;
            var stack = state["deployment"]!["resources"]!.AsArray().Single(made => (string?)made!["type"] == "pulumi:pulumi:Stack")!;
            stack["outputs"]!["adminPassword"]!["plaintext"] = JsonSerializer.Serialize(KeptPassword);
            return state.ToJsonString().Replace("output of secrets", $"changed a path {HostsOwn}", StringComparison.Ordinal);
        });
        await _forum.RedactAsync();

        var plan = await BranchPlanAsync();

        AssertSame(await RealPlanAsync(), plan);
        Assert.DoesNotContain("adminPassword", plan, StringComparison.Ordinal);
        var copy = await File.ReadAllTextAsync(Path.Combine(_forum.Copies, "prod.json"));
        Assert.DoesNotContain("changed a path", copy, StringComparison.Ordinal);
    }

    [ToolFact("node", "ssh-keygen")]
    public async Task A_secret_that_a_branch_changes_is_a_change_in_the_plan()
    {
        await _forum.RedactAsync();

        var plan = await BranchPlanAsync("pulumi config set --stack prod --secret nodebb:repositoryToken another");

        Assert.Contains("::secrets]", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("::nginx]", plan, StringComparison.Ordinal);
    }

    [ToolFact("node", "ssh-keygen")]
    public async Task A_branch_that_prints_all_that_it_can_reach_prints_no_secret()
    {
        var secrets = await _forum.SecretsAsync();
        await _forum.RedactAsync();
        var copy = await File.ReadAllTextAsync(Path.Combine(_forum.Copies, "prod.json"));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, copy, StringComparison.Ordinal));

        // It does reach them where they are.
        var real = await PriedAsync(_forum.Main, () => RealPlanAsync(environment: PryingEnvironment(_forum.Main)));
        Assert.All(secrets, secret => Assert.Contains(secret, real, StringComparison.Ordinal));

        await _forum.BranchAsync();
        var reached = await PriedAsync(_forum.Branch, () => _forum.PlanAsync(PryingEnvironment(_forum.Branch)));
        Assert.Contains("placeholder", reached, StringComparison.Ordinal);
        Assert.Contains("nodebb:repositoryToken", reached, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, reached, StringComparison.Ordinal));
    }

    [ToolFact("node", "ssh-keygen")]
    public async Task A_stack_without_a_copy_is_planned_from_nothing()
    {
        await _forum.BranchAsync();

        var plan = await _forum.PlanAsync();

        Assert.StartsWith("There is no copy of this stack's state", plan, StringComparison.Ordinal);
        Assert.Contains(" to create", plan, StringComparison.Ordinal);
    }

    [ToolFact("node", "ssh-keygen")]
    public async Task A_secret_that_is_in_the_state_in_plain_text_too_makes_no_copy()
    {
        var state = new Uri(_forum.Production["PULUMI_BACKEND_URL"]!).LocalPath + "/state/prod.json";
        var text = await File.ReadAllTextAsync(state);
        await File.WriteAllTextAsync(state, text.Replace("output of verify", DeployedForum.RepositoryToken, StringComparison.Ordinal));

        var finished = await WorkflowScripts.RunAsync($"node $SCRIPTS/redact.mjs prod {_forum.Copies}", _forum.Main, _forum.Production);

        Assert.NotEqual(0, finished.ExitCode);
        Assert.Contains(
            "A secret of prod is in its state in plain text, too: nodebb:repositoryToken. Choose another value",
            finished.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(DeployedForum.RepositoryToken, finished.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_forum.Copies));
    }

    private async Task<string> BranchPlanAsync(string commands = "")
    {
        await _forum.BranchAsync(commands);
        return await _forum.PlanAsync();
    }

    private async Task<string> RealPlanAsync(string commands = "true", IReadOnlyDictionary<string, string?>? environment = null)
    {
        var finished = await WorkflowScripts.RunAsync(
            $"{commands} && pulumi preview --diff --stack prod",
            _forum.Main,
            _forum.Production,
            environment ?? new Dictionary<string, string?>()
        );
        Assert.True(finished.ExitCode == 0, finished.All);
        return finished.Output;
    }

    /// <summary>Previews a program that reaches for everything, and returns what it reached.</summary>
    private static async Task<string> PriedAsync(string folder, Func<Task<string>> preview)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Pulumi.yaml"),
            $"name: nodebb\nruntime:\n  name: dotnet\n  options:\n    binary: {TestProcess.Assembly}\n"
        );
        await preview();
        return await File.ReadAllTextAsync(Path.Combine(folder, "reached"));
    }

    private static Dictionary<string, string?> PryingEnvironment(string folder) =>
        new() { [StandInPrograms.Variable] = Pry, ["PRY_FOLDER"] = folder };

    // The budget's line is a message, which comes before or after other lines as it happens.
    private static void AssertSame(string expected, string actual) => Assert.Equal(WithoutBudget(expected), WithoutBudget(actual));

    private static string WithoutBudget(string plan) =>
        string.Join('\n', plan.Split('\n').Where(line => !line.Contains("Free plan: ", StringComparison.Ordinal)));
}
