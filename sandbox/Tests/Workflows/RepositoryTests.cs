namespace NodeBBInfra.Tests.Workflows;

/// <summary>The scripts that change the repository: the branch with the copies, and the proposal of newer versions.</summary>
public sealed class RepositoryTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private FakeGitHub _github = null!;

    public async Task InitializeAsync()
    {
        _github = await FakeGitHub.StartAsync();
        _folder.Write("work/components/Versions.cs", File.ReadAllText(Repository.PathOf("components", "Versions.cs")));
        _folder.Write("work/Makefile", "docs:\n\techo documented >>documented\n");
        _folder.Write("work/documented", "");
        await DoAsync(
            """
            git init -q --bare ../origin && git init -q -b main && git remote add origin ../origin
            git add . && git -c user.name=me -c user.email=me@example.org commit -qm first && git push -q origin main
            """
        );
    }

    public async Task DisposeAsync() => await _github.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [ToolFact("git")]
    public async Task Copies_are_on_a_branch_of_one_commit_and_those_of_other_stacks_stay()
    {
        _folder.Write("staging/staging.json", "{}");
        _folder.Write("prod/prod.json", "old");
        await DoAsync("$SCRIPTS/publish.sh ../staging && $SCRIPTS/publish.sh ../prod");
        _folder.Write("prod/prod.json", "new");

        Assert.Equal("published prod.json staging.json \n", await DoAsync("$SCRIPTS/publish.sh ../prod"));

        Assert.Equal("1\n", await DoAsync("git -C ../origin rev-list --count previews"));
        Assert.Equal("new{}\n", await DoAsync("git -C ../origin show previews:prod.json previews:staging.json"));
        Assert.Equal("", await DoAsync("git status --porcelain"));
    }

    [ToolFact("git")]
    public async Task What_is_no_copy_is_removed_from_the_branch()
    {
        _folder.Write("prod/prod.json", "{}");
        await DoAsync(
            """
            git checkout -q -b previews && mkdir folder && ln -s /etc/passwd link.json && touch staging.json folder/a.json "run me.sh" $'two\nlines.json'
            git add . && git -c user.name=me -c user.email=me@example.org commit -qm more && git push -q origin previews && git checkout -q main
            """
        );

        Assert.Equal("published prod.json staging.json \n", await DoAsync("$SCRIPTS/publish.sh ../prod"));

        Assert.Equal("prod.json\nstaging.json\n", await DoAsync("git -C ../origin ls-tree -r --name-only previews"));
    }

    [ToolFact("git", "node", "curl", "make")]
    public async Task Newer_versions_are_a_branch_with_their_checksum_and_one_issue()
    {
        await OfferAsync("v4.99.9 v4.100.0-rc.1 v5.0.0 v4.9.0", "v22.99.1 v22.23.3 v24.1.0");
        var sum = new string('a', 64);
        _github.Files["/dist/v22.99.1/SHASUMS256.txt"] =
            $"{new string('b', 64)}  node-v22.99.1-linux-arm64.tar.gz\n{sum}  node-v22.99.1-linux-x64.tar.gz\n";

        await ProposeAsync();
        var proposed = await DoAsync("git -C ../origin rev-parse versions");
        // Main changes elsewhere: the pull request keeps its head, and with it its approvals and checks.
        await DoAsync(
            "echo more >more && git add more && git -c user.name=me -c user.email=me@example.org commit -qm more && git push -q origin main"
        );
        await ProposeAsync();
        Assert.Equal(proposed, await DoAsync("git -C ../origin rev-parse versions"));
        Assert.Equal(["POST /issues"], _github.Changes);

        // A newer version takes its place.
        await DoAsync("git push -q ../nodebb main:refs/tags/v4.99.10");
        await ProposeAsync();

        var issue = Assert.Single(_github.Made);
        Assert.Equal("Pin NodeBB v4.99.10 and Node 22.99.1", (string?)issue["title"]);
        Assert.Contains(
            "(https://github.example/us/forum/compare/main...versions?expand=1)",
            (string)issue["body"]!,
            StringComparison.Ordinal
        );
        Assert.Contains("\n+    public const string NodeBB = \"v4.99.10\";\n", (string)issue["body"]!, StringComparison.Ordinal);
        Assert.Equal(
            "Pin NodeBB v4.99.10 and Node 22.99.1\n1\n",
            await DoAsync("git -C ../origin log -1 --format=%B versions | head -n 1; git -C ../origin rev-list --count main..versions")
        );
        var changed = await DoAsync("git -C ../origin diff --unified=0 main versions");
        Assert.Contains("+    public const string NodeBB = \"v4.99.10\";", changed, StringComparison.Ordinal);
        Assert.Contains("+    public const string Node = \"22.99.1\";", changed, StringComparison.Ordinal);
        Assert.Contains($"+    public const string NodeSha256 = \"{sum}\";", changed, StringComparison.Ordinal);
        Assert.Contains("+documented", changed, StringComparison.Ordinal);

        // Merged: nothing is left to propose.
        await DoAsync("git push -q origin origin/versions:main && git checkout -q -B main origin/versions");
        Assert.Equal("closed issue 1\n", await ProposeAsync());
        Assert.Equal(["POST /issues", "PATCH /issues/1", "POST /issues/1/comments", "PATCH /issues/1"], _github.Changes);
    }

    [ToolFact("git", "node")]
    public async Task A_patch_that_is_none_of_ours_is_not_proposed()
    {
        _folder.Write("other.patch", "From 0 Mon Sep 17 00:00:00 2001\nSubject: [PATCH] @everybody look\n\n---\n");

        var finished = await WorkflowScripts.RunAsync("$SCRIPTS/propose.sh ../other.patch", _folder["work"], _github.Environment);

        Assert.Equal("../other.patch is no patch of versions.sh\n", finished.Error);
        Assert.Empty(_github.Changes);
    }

    [ToolFact("git", "node", "curl", "make")]
    public async Task A_mirror_that_is_behind_proposes_nothing()
    {
        await OfferAsync("v4.11.1", "v22.1.0");
        Assert.Equal("there is no issue\n", await ProposeAsync());
        Assert.Empty(_github.Changes);
    }

    [ToolFact("git", "node", "curl", "make")]
    public async Task A_release_without_a_checksum_is_not_proposed()
    {
        await OfferAsync("v4.11.1", "v22.99.1");
        _github.Files["/dist/v22.99.1/SHASUMS256.txt"] = "not found";

        var finished = await WorkflowScripts.RunAsync("$SCRIPTS/versions.sh ../versions.patch", _folder["work"], _github.Environment);

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("has no checksum of Node 22.99.1 for linux-x64", finished.Error, StringComparison.Ordinal);
        Assert.Empty(_github.Changes);
    }

    /// <summary>Makes Versions.cs name a repository and a mirror that offer these versions.</summary>
    private async Task OfferAsync(string tags, string releases)
    {
        _github.Files["/dist/index.tab"] = "version\tdate\n" + string.Concat(releases.Split(' ').Select(name => $"{name}\t2026-01-01\n"));
        await DoAsync(
            $"""
            git init -q ../nodebb && for tag in {tags}; do git push -q ../nodebb "main:refs/tags/$tag"; done
            sed -i 's|https://github.com/NodeBB/NodeBB.git|{_folder[
                "nodebb"
            ]}|; s|https://nodejs.org/dist"|{_github.Url}/dist"|' components/Versions.cs
            git -c user.name=me -c user.email=me@example.org commit -qam mirror && git push -q origin main
            """
        );
    }

    /// <summary>Runs the two jobs of the workflow, each on a checkout of main, and returns what the second one prints.</summary>
    private async Task<string> ProposeAsync()
    {
        await DoAsync("git checkout -q --detach main && $SCRIPTS/versions.sh ../proposal/versions.patch && git checkout -q main");
        return await WorkflowScripts.DoAsync("$SCRIPTS/propose.sh ../proposal/versions.patch", _folder["work"], _github.Environment);
    }

    private Task<string> DoAsync(string line) => WorkflowScripts.DoAsync(line, _folder["work"]);
}
