namespace NodeBBInfra.Tests.Workflows;

/// <summary>The check of .ci/lint that every action is pinned, and written so that it is seen.</summary>
public sealed class PinTests : IDisposable
{
    private const string Commit = "3d3c42e5aac5ba805825da76410c181273ba90b1";
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [ToolFact("perl")]
    public async Task A_commit_with_its_tag_is_a_pin()
    {
        var finished = await CheckAsync(
            $"# uses: none\n      - uses: actions/checkout@{Commit} # v7.0.1\n        uses: ./.github/workflows/stack.yml\n"
        );
        Assert.True(finished.ExitCode == 0, finished.All);
    }

    [ToolTheory("perl")]
    [InlineData("- uses: actions/checkout@v7 # v7.0.1")]
    [InlineData($"- uses: actions/checkout@{Commit}")]
    [InlineData($"- uses: actions/checkout@{Commit}0 # v7.0.1")]
    [InlineData($"- uses:  actions/checkout@{Commit} # v7.0.1")]
    [InlineData($"-  uses: actions/checkout@{Commit} # v7.0.1")]
    [InlineData("- uses : actions/checkout@v7")]
    [InlineData("- 'uses': actions/checkout@v7")]
    [InlineData($"- uses: \"actions/checkout@{Commit}\" # v7.0.1")]
    [InlineData("- { name: x, uses: actions/checkout@v7 }")]
    [InlineData("- uses:\n    actions/checkout@v7")]
    public async Task Another_spelling_is_refused(string line)
    {
        var finished = await CheckAsync($"{line}\n");

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("workflow.yaml:1: ", finished.Error, StringComparison.Ordinal);
    }

    private Task<Finished> CheckAsync(string workflow) =>
        WorkflowScripts.RunAsync($"{Repository.PathOf(".ci", "pins")} {_folder.Write("workflow.yaml", workflow)}", _folder.FullPath);
}
