namespace NodeBBInfra.Tests.Workflows;

/// <summary>The scripts of the workflows in a world, in the order of a repository's life.</summary>
public sealed class WorldWorkflowTests
{
    [HostFact]
    public async Task Stacks_are_deployed_previewed_watched_and_recreated()
    {
        await using var github = await FakeGitHub.StartAsync();
        using var folder = new TempDirectory();
        await using var world = await WorkflowWorld.StartAsync();
        Task<string> ProductionAsync(string line) => WorkflowScripts.DoAsync(line, world.Main, world.Production, github.Environment);

        // The set-up: the zone's owner first. Copies are made.
        foreach (var stack in new[] { "prod", "staging" })
        {
            var deployed = await ProductionAsync($"$SCRIPTS/deploy.sh {stack} {folder["copies"]}");
            Assert.Contains("verify create", deployed, StringComparison.Ordinal);
        }

        // preview: a branch changes production's affinity.
        await WorkflowScripts.DoAsync(
            $"mkdir {folder["branch"]} && cp {world.Main}/Pulumi*.yaml {folder["branch"]} && ln -s {world.Main}/infra {folder["branch"]}/infra",
            world.Main
        );
        await WorkflowScripts.DoAsync(
            $"sed -i '/^config:/a\\  nodebb:affinity: visitor-ip' Pulumi.prod.yaml && $SCRIPTS/preview.sh {folder["copies"]} {folder["plans"]}",
            folder["branch"],
            new Dictionary<string, string?> { ["CLOUDFLARE_API_TOKEN"] = world.ApiToken }
        );
        await ProductionAsync($"PULL_REQUEST=1 COMMIT=0123456789abcdef node $SCRIPTS/comment.mjs {folder["plans"]}");
        var comment = (string)Assert.Single(github.Made)["body"]!;
        Assert.Contains("<details open><summary>nginx (update)</summary>", comment, StringComparison.Ordinal);
        Assert.Contains("hash $remote_addr", comment, StringComparison.Ordinal);
        Assert.Matches(@"## staging\n\n```\n    \d+ unchanged\n```", comment);

        // drift: nothing, then a change by hand in the zone and on the host, then nothing again.
        Assert.Contains("no drift", await ProductionAsync("$SCRIPTS/drift.sh prod"), StringComparison.Ordinal);
        await world.SetInZoneAsync("ssl", "flexible");
        await world.EditRulesAsync("http_request_firewall_custom", "/.well-known/", "/well-known/");
        await world.OnHostAsync("prod", "echo '# by hand' >>/etc/nginx/conf.d/io_nodes.conf");
        await ProductionAsync("$SCRIPTS/drift.sh prod");
        var issue = github.Made[^1];
        Assert.Contains("\"strict\" => \"flexible\"", (string)issue["body"]!, StringComparison.Ordinal);
        Assert.Contains("/well-known/", (string)issue["body"]!, StringComparison.Ordinal);
        Assert.Contains("# by hand", (string)issue["body"]!, StringComparison.Ordinal);

        // deploy, with a refresh: staging first, which has nothing to do.
        await ProductionAsync("pulumi config set nodebb:repair once --stack prod");
        foreach (var stack in new[] { "staging", "prod" })
            await ProductionAsync($"REFRESH=true $SCRIPTS/deploy.sh {stack} {folder["copies"]}");
        await ProductionAsync("$SCRIPTS/drift.sh prod");
        Assert.Equal("closed", (string?)issue["state"]);

        // staging: destroyed and made anew, and production never.
        var refused = await WorkflowScripts.RunAsync($"$SCRIPTS/recreate.sh prod {folder["copies"]}", world.Main, world.Production);
        Assert.Contains("prod owns its zone", refused.Error, StringComparison.Ordinal);
        var recreated = await ProductionAsync($"$SCRIPTS/recreate.sh staging {folder["copies"]}");
        Assert.Contains("verify create", recreated, StringComparison.Ordinal);
    }
}
