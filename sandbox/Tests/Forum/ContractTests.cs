namespace NodeBBInfra.Tests.Forum;

/// <summary>
/// The stand-in forum must not be easier than NodeBB: about a hundred questions, whose answers by NodeBB v4.11.2 are in Golden/forum-contract.txt.
/// NODEBB_CHECKOUT=(a checkout with its node_modules, set up with nothing) asks the real one instead; with UPDATE_GOLDEN=1 its answers become the file.
/// </summary>
public sealed class ContractTests
{
    private static readonly string? RealCheckout = Environment.GetEnvironmentVariable("NODEBB_CHECKOUT");

    [ToolFact("node", "npm", "redis-server")]
    public async Task The_stand_in_answers_every_question_as_NodeBB_does()
    {
        using var standIn = RealCheckout is null ? await StandInCheckout.MakeAsync() : null;

        var asked = await RunningProcess.RunAsync(
            "node", [Repository.PathOf("sandbox", "Tests", "Forum", "Contract", "contract.mjs"), standIn?.FullPath ?? RealCheckout!], TimeSpan.FromMinutes(8));

        Assert.True(asked.ExitCode == 0, asked.All);
        if (RealCheckout is null && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            return; // Only NodeBB itself may say what NodeBB answers.
        Golden.Matches("forum-contract.txt", asked.Output);
    }
}
