using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Providers.Random;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>A stack's lifecycle with its provider over a connection.</summary>
public sealed class WholeRunTests
{
    [Fact]
    public async Task Preview_up_refresh_change_and_destroy_go_over_the_wire_and_secrets_stay_secret()
    {
        await using var served = await AttachedProvider.ServeAsync(_ => new RandomProvider());
        using var project = new TestProject();
        Assert.Equal(3, (await RunAsync(Operation.Preview, 4)).Counts["create"]);
        var first = await RunAsync(Operation.Up, 4);
        Assert.Equal(3, first.Counts["create"]);
        var password = Assert.IsType<string>(first.Outputs["password"]);
        Assert.DoesNotContain(password, await File.ReadAllTextAsync(project.StateFile), StringComparison.Ordinal);
        Assert.Equal(["same"], (await RunAsync(Operation.Refresh, 4)).Counts.Keys);
        var again = await RunAsync(Operation.Up, 4);
        Assert.Equal((3, password), (again.Counts["same"], again.Outputs["password"]));
        var changed = await RunAsync(Operation.Up, 8);
        Assert.Equal((1, password), (changed.Counts["replace"], changed.Outputs["password"]));
        Assert.Equal(3, (await RunAsync(Operation.Destroy, 8)).Counts["delete"]);

        async Task<EngineResult> RunAsync(Operation operation, int bytes)
        {
            var (result, text) = await project.RunAsync(
                operation,
                options =>
                    options with
                    {
                        Providers = _ => new RemoteProvider(served.Connect()),
                        ProgramInProcess = new ScriptedProgram(async program =>
                        {
                            await program.RandomId("id", bytes);
                            if ((await program.Password("p")).Object.Fields.TryGetValue("result", out var known))
                                program.Outputs.Fields["password"] = known;
                        }).RunAsync,
                    }
            );
            Assert.True(result.ExitCode == 0, text);
            Assert.False(result.Outputs.GetValueOrDefault("password") is string secret && text.Contains(secret, StringComparison.Ordinal));
            return result;
        }
    }
}
