using Xunit.Abstractions;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>`up` killed in the middle, and how to recover so that the next one shows no difference.</summary>
public sealed class InterruptedTests(ITestOutputHelper output)
{
    private const int Hangup = 1;
    private static readonly string[] Files = ["first: first", "second: second", "third: third"];
    private static readonly string[] Resources = ["first False", "nodebb-prod False", "second False", "third False", "www False"];

    [ToolTheory("root", "sshd")]
    [InlineData(Signals.Kill)]
    [InlineData(Hangup)]
    public async Task In_the_middle_of_a_step_it_leaves_the_lock_and_a_pending_operation_and_the_next_one_finishes_the_work(int signal)
    {
        await using var project = await InterruptedProject.StartAsync();
        // The display names a step before the state does, like the real engine.
        var killed = await project.KillAsync(
            Moment.When(
                "the state has the step",
                () => File.ReadAllText(project.Project.StatePath).Contains("::second\"", StringComparison.Ordinal)
            ),
            signal
        );
        Assert.True(killed.WasKilled, killed.Printed);
        Assert.True(project.IsLocked);
        var pending = Assert.Single(project.Pending);
        Assert.Equal(("second", "creating"), (pending.Resource.Name, pending.Kind));

        foreach (var refused in new[] { "pulumi up --yes", "pulumi refresh --yes", "pulumi destroy --yes" })
        {
            Assert.Contains(
                "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.",
                await project.Project.RefusedAsync(refused),
                StringComparison.Ordinal
            );
        }

        Assert.DoesNotContain("pending operations", await project.Project.DoAsync("pulumi preview"), StringComparison.Ordinal);
        Assert.Equal("The currently running update for 'prod' has been canceled!\n", await project.Project.DoAsync("pulumi cancel --yes"));

        var next = await project.Project.DoAsync("pulumi up --yes --skip-preview");
        Assert.Contains(
            "warning: Attempting to deploy or update resources with 1 pending operations from previous deployment.",
            next,
            StringComparison.Ordinal
        );
        Assert.Contains("::second, interrupted while creating\n", next, StringComparison.Ordinal);
        await IsAsUndisturbedAsync(project);

        // A pending create stays until a person clears it.
        Assert.Contains("1 pending operations", await project.Project.DoAsync("pulumi up --yes --skip-preview"), StringComparison.Ordinal);
        await project.Project.DoAsync("pulumi refresh --yes");
        Assert.Single(project.Pending);
        await project.Project.DoAsync("pulumi refresh --yes --clear-pending-creates");
        Assert.Empty(project.Pending);
        Assert.DoesNotContain(
            "pending operations",
            await project.Project.DoAsync("pulumi up --yes --skip-preview"),
            StringComparison.Ordinal
        );
    }

    [ToolFact("root", "sshd")]
    public async Task Between_the_request_and_the_state_it_leaves_a_record_that_no_state_knows_until_it_is_imported()
    {
        await using var project = await InterruptedProject.StartAsync();
        project.Cloudflare.HoldAnswers("POST");
        var killed = await project.KillAsync(Moment.When("the record is made", () => project.Cloudflare.Held > 0));
        Assert.True(killed.WasKilled, killed.Printed);
        project.Cloudflare.Release();
        Assert.Single(await project.RecordsAsync());
        Assert.DoesNotContain("www False", project.Described);
        Assert.Contains(project.Pending, pending => pending.Resource.Name == "www");

        await project.Project.DoAsync("pulumi cancel --yes");
        Assert.Contains("81058", await project.Project.RefusedAsync("pulumi up --yes --skip-preview"), StringComparison.Ordinal);
        await ImportAsync(project);
        await project.Project.DoAsync("pulumi up --yes --skip-preview");
        await IsAsUndisturbedAsync(project);
    }

    [ToolFact("root", "sshd")]
    public async Task At_any_moment_the_next_one_leads_to_the_same_end()
    {
        await using var project = await InterruptedProject.StartAsync();
        var after = TimeSpan.FromMilliseconds(Random.Shared.Next(300, 4000));
        var killed = await project.KillAsync(Moment.After(after));
        output.WriteLine(
            $"{after.TotalMilliseconds} ms: killed {killed.WasKilled}, locked {project.IsLocked}, state [{string.Join(", ", project.Described)}], pending [{string.Join(", ", project.Pending.Select(one => $"{one.Kind} {one.Resource.Name}"))}]"
        );
        if (project.IsLocked)
            await project.Project.DoAsync("pulumi cancel --yes");
        var next = await project.Project.RunAsync("pulumi up --yes --skip-preview");
        if (next.ExitCode != 0)
        {
            // It fails only if the record was created and the state does not have it.
            Assert.Contains("81058", next.All, StringComparison.Ordinal);
            await ImportAsync(project);
            await project.Project.DoAsync("pulumi up --yes --skip-preview");
        }

        await project.Project.DoAsync("pulumi refresh --yes --clear-pending-creates");
        await IsAsUndisturbedAsync(project);
        Assert.Empty(project.Pending);
        Assert.Contains(
            "5 unchanged",
            await project.Project.DoAsync("pulumi up --yes --skip-preview --expect-no-changes"),
            StringComparison.Ordinal
        );
    }

    private static async Task ImportAsync(InterruptedProject project) =>
        await project.Project.DoAsync(
            $"pulumi import cloudflare:index/dnsRecord:DnsRecord www $TEST_ZONE/{await project.RecordIdAsync()} --protect=false --generate-code=false --yes"
        );

    private static async Task IsAsUndisturbedAsync(InterruptedProject project)
    {
        Assert.Equal(Files, project.Host);
        Assert.Equal(["A www.example.org 203.0.113.10"], await project.RecordsAsync());
        Assert.Equal(Resources, project.Described);
        Assert.False(project.IsLocked);
    }
}
