using System.Text.Json.Nodes;

namespace NodeBBInfra.Tests.Workflows;

/// <summary>What the scripts write into comments and issues.</summary>
public sealed class CommentTests : IAsyncLifetime, IDisposable
{
    private const string Comments = "/issues/7/comments";
    private const string Plan = """
        Previewing update (prod):
          pulumi:pulumi:Stack: (same)
            [urn=urn:pulumi:prod::nodebb::pulumi:pulumi:Stack::nodebb-prod]
        Free plan: 2 of 5 custom rules, 4 of 10 cache rules.
            ~ command:remote:Command: (update)
                [id=nginx]
                [urn=urn:pulumi:prod::nodebb::nodebb:origin:Origin$command:remote:Command::nginx]
              ~ stdin: (
                  - |     hash $cookie_sid consistent;
                  + |     hash $remote_addr consistent;
                )
            +-random:index/randomId:RandomId: (replace)
                [urn=urn:pulumi:prod::nodebb::nodebb:origin:Origin$random:index/randomId:RandomId::nginx]
              ~ keepers: "a" => "b"
        Resources:
            ~ 1 to update
            +-1 to replace
            2 changes. 44 unchanged

        """;

    private readonly TempDirectory _folder = new();
    private FakeGitHub _github = null!;

    public async Task InitializeAsync() => _github = await FakeGitHub.StartAsync();

    public async Task DisposeAsync() => await _github.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [ToolFact("node")]
    public async Task A_pull_request_has_one_comment_which_is_edited()
    {
        _folder.Write("plans/prod.txt", Plan);
        await CommentAsync();
        var body = (string)Assert.Single(_github.Made)["body"]!;
        Assert.Contains("## prod\n\n```\n    ~ 1 to update\n", body, StringComparison.Ordinal);
        Assert.Contains("\nFree plan: 2 of 5 custom rules, 4 of 10 cache rules.\n", body, StringComparison.Ordinal);
        Assert.Contains("<details open><summary>nginx (update)</summary>\n\n```diff\n", body, StringComparison.Ordinal);
        Assert.Matches(@"\n\+ +\|     hash \$remote_addr consistent;\n", body);
        Assert.Contains("<details><summary>nginx (replace)</summary>", body, StringComparison.Ordinal);

        _folder.Write("plans/staging.txt", "error: no zone\nResources:\n    3 unchanged\n");
        await CommentAsync();

        body = (string)Assert.Single(_github.Made)["body"]!;
        Assert.Contains(
            "## staging\n\nThe preview failed.\n\n```\nerror: no zone\nResources:\n    3 unchanged\n```\n",
            body,
            StringComparison.Ordinal
        );
        Assert.Equal(["POST /issues/7/comments", "PATCH /issues/comments/1"], _github.Changes);
    }

    [ToolFact("node")]
    public async Task Comments_of_others_stay_as_they_are_and_ours_is_found_behind_a_hundred()
    {
        for (var number = 0; number < 120; number++)
            _github.Add(Comments, new JsonObject { ["body"] = "<!-- nodebb-infra: preview -->\nmine" }, "somebody");
        _folder.Write("plans/prod.txt", Plan);

        await CommentAsync();
        await CommentAsync();

        Assert.Equal(["POST /issues/7/comments", "PATCH /issues/comments/121"], _github.Changes);
    }

    [ToolFact("node")]
    public async Task A_plan_of_a_commit_that_is_no_longer_the_head_is_not_shown()
    {
        _folder.Write("plans/prod.txt", Plan);
        _github.Head = "fedcba9876543210";

        Assert.StartsWith("the pull request is at fedcba987654 by now", await CommentAsync(), StringComparison.Ordinal);

        Assert.Empty(_github.Changes);
    }

    [ToolTheory("node")]
    [InlineData('=')]
    [InlineData('-')]
    [InlineData(' ')]
    public async Task A_long_line_of_a_program_is_a_line_of_the_plan(char sign)
    {
        var line = new string(sign, 10000) + " no resource";
        _folder.Write("plans/prod.txt", Plan.Replace("  ~ stdin: (", line, StringComparison.Ordinal));

        await CommentAsync();

        var body = (string)Assert.Single(_github.Made)["body"]!;
        Assert.Contains($"{line}\n", body, StringComparison.Ordinal);
        Assert.Contains("<summary>nginx (replace)</summary>", body, StringComparison.Ordinal);
    }

    [ToolFact("node")]
    public async Task What_a_program_prints_is_no_markup()
    {
        _folder.Write("plans/prod.txt", "```\n````\n@everybody <img src=x>\n");
        _folder.Write("plans/<b>.txt", Plan);
        _folder.Write("plans/loud.txt", Plan.Replace("::nginx]", "::<script>`]", StringComparison.Ordinal) + new string('x', 70000));
        await CommentAsync();

        var body = (string)Assert.Single(_github.Made)["body"]!;
        Assert.Contains("`````\n```\n````\n@everybody <img src=x>\n`````\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", body, StringComparison.Ordinal);
        Assert.InRange(body.Length, 1, 65536);
    }

    [ToolFact("node")]
    public async Task Drift_has_one_issue_which_is_closed_when_it_is_gone()
    {
        _folder.Write("zone", "~ ssl: strict => flexible\n");
        await DriftAsync();
        Assert.Empty(_github.Changes);

        _github.Add("/issues", new JsonObject { ["body"] = "<!-- nodebb-infra: drift of prod -->\nmine" }, "somebody");
        await DriftAsync("'In the zone' zone");
        await DriftAsync("'In the zone' zone");
        _folder.Write("zone", "~ ssl: strict => off\n");
        await DriftAsync("'In the zone' zone");
        var issue = Assert.Single(_github.Made, made => (string)made["user"]!["login"]! != "somebody");
        Assert.Contains("## In the zone\n\n```\n~ ssl: strict => off\n```\n", (string)issue["body"]!, StringComparison.Ordinal);

        await DriftAsync();

        Assert.Equal("closed", (string?)issue["state"]);
        Assert.Equal(["POST /issues", "PATCH /issues/2", "POST /issues/2/comments", "PATCH /issues/2"], _github.Changes);
    }

    [ToolFact("node")]
    public async Task A_label_that_is_gone_already_is_no_error()
    {
        await DoAsync("PULL_REQUEST=7 node $SCRIPTS/unlabel.mjs");
        Assert.Equal(["DELETE /issues/7/labels/preview"], _github.Changes);
    }

    private Task<string> CommentAsync() => DoAsync("PULL_REQUEST=7 COMMIT=0123456789abcdef node $SCRIPTS/comment.mjs plans");

    private Task<string> DriftAsync(string found = "") => DoAsync($"node $SCRIPTS/drift-issue.mjs prod {found}");

    private Task<string> DoAsync(string line) => WorkflowScripts.DoAsync(line, _folder.FullPath, _github.Environment);
}
