namespace NodeBBInfra.Tests.Forum;

/// <summary>
/// The stand-in forum must be as strict as NodeBB: about a hundred questions, with NodeBB v4.11.2's answers in Golden/forum-contract.txt.
/// NODEBB_CHECKOUT=(a checkout with its node_modules, not set up) asks the real one instead; UPDATE_GOLDEN=1 then writes its answers to
/// the file.
/// </summary>
public sealed class ContractTests
{
    private static readonly string? RealCheckout = Environment.GetEnvironmentVariable("NODEBB_CHECKOUT");

    [ToolFact("node", "npm", "redis-server")]
    public async Task The_stand_in_answers_every_question_as_NodeBB_does()
    {
        using var standIn = RealCheckout is null ? await StandInCheckout.MakeAsync() : null;

        var asked = await RunningProcess.RunAsync(
            "node",
            [Repository.PathOf("sandbox", "Tests", "Forum", "Contract", "contract.mjs"), standIn?.FullPath ?? RealCheckout!],
            TimeSpan.FromMinutes(8)
        );

        Assert.True(asked.ExitCode == 0, asked.All);
        if (RealCheckout is null && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            return; // Only NodeBB's answers may be recorded.
        Golden.Matches("forum-contract.txt", asked.Output);
    }
}
