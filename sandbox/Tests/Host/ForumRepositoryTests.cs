using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Mirror;

namespace NodeBBInfra.Tests.Host;

public sealed class ForumRepositoryTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly WorldDirectory _world;
    private readonly ForumRepository _repository;

    public ForumRepositoryTests()
    {
        _world = new WorldDirectory(_directory["world"]);
        _world.Create();
        _repository = new ForumRepository(_world, "git://198.18.100.1/forum.git");
    }

    [Theory]
    [InlineData("https://github.com/NodeBB/NodeBB.git", "https://github.com/NodeBB/NodeBB.git", "HEAD")]
    [InlineData("https://github.com/NodeBB/NodeBB.git@v4.11.2", "https://github.com/NodeBB/NodeBB.git", "v4.11.2")]
    [InlineData("https://me@example.org/NodeBB.git", "https://me@example.org/NodeBB.git", "HEAD")]
    [InlineData("https://me@example.org/NodeBB.git@develop", "https://me@example.org/NodeBB.git", "develop")]
    [InlineData("git@github.com:NodeBB/NodeBB.git", "git@github.com:NodeBB/NodeBB.git", "HEAD")]
    [InlineData("git@github.com:NodeBB/NodeBB.git@v4.11.2", "git@github.com:NodeBB/NodeBB.git", "v4.11.2")]
    [InlineData("../NodeBB@feature/x", "../NodeBB", "feature/x")]
    [InlineData("/src/NodeBB", "/src/NodeBB", "HEAD")]
    public void Repository_and_ref_are_told_apart(string source, string repository, string reference) =>
        Assert.Equal((repository, reference), ForumRepository.Split(source));

    [ToolFact("git")]
    public async Task The_stand_in_has_the_same_tag_until_a_file_of_it_changes()
    {
        _directory.Write("Forum/install/package.json", "{}");
        var first = await _repository.UseStandInAsync(_directory["Forum"], default);
        var again = await _repository.UseStandInAsync(_directory["Forum"], default);
        _directory.Write("Forum/app.js", "// new");
        var changed = await _repository.UseStandInAsync(_directory["Forum"], default);

        Assert.Equal(first, again);
        Assert.NotEqual(first.Ref, changed.Ref);
        Assert.Equal("stand-in", first.Kind);
        var clone = _directory["clone"];
        await Shell.RunAsync("git", ["clone", "--quiet", "--depth=1", "--branch", changed.Ref, $"file://{_world.Git}/forum.git", clone]);
        Assert.True(File.Exists(Path.Combine(clone, "app.js")));
    }

    [ToolFact("git")]
    public async Task A_release_names_its_commit_also_one_from_before_it_did()
    {
        _directory.Write("Forum/install/package.json", "{}");
        var release = await _repository.UseStandInAsync(_directory["Forum"], default);

        Assert.Matches("^[0-9a-f]{40}$", release.Commit);
        Assert.Equal(release, await _repository.WithCommitAsync(release with { Commit = null }, default));
    }

    [ToolFact("git")]
    public async Task A_NodeBB_is_taken_from_a_path_and_named_by_its_version()
    {
        var source = await SourceAsync("4.11.2");

        var release = await _repository.UseNodeBBAsync($"{source}@v1", default);

        Assert.Equal("nodebb", release.Kind);
        Assert.StartsWith("nodebb-4.11.2-", release.Ref, StringComparison.Ordinal);
        Assert.Equal($"NodeBB v4.11.2 from {source}@v1", release.Described);
    }

    [ToolFact("git")]
    public async Task A_ref_that_is_not_there_is_named()
    {
        var source = await SourceAsync("4.11.2");

        var e = await Assert.ThrowsAsync<SandboxException>(() => _repository.UseNodeBBAsync($"{source}@v9", default));

        Assert.Contains("v9", e.Message, StringComparison.Ordinal);
    }

    [ToolFact("git")]
    public async Task A_repository_that_is_no_NodeBB_is_refused()
    {
        var source = await SourceAsync(null);

        var e = await Assert.ThrowsAsync<SandboxException>(() => _repository.UseNodeBBAsync(source, default));

        Assert.Contains("not a NodeBB", e.Message, StringComparison.Ordinal);
    }

    private async Task<string> SourceAsync(string? version)
    {
        var source = _directory["source"];
        _directory.Write("source/readme", "x");
        if (version is not null)
            _directory.Write("source/install/package.json", $$"""{"version": "{{version}}"}""");
        await Shell.RunAsync("git", ["init", "--quiet", source]);
        await Shell.RunAsync("git", ["-C", source, "add", "."]);
        await Shell.RunAsync("git", ["-C", source, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "x"]);
        await Shell.RunAsync("git", ["-C", source, "tag", "v1"]);
        return source;
    }

    public void Dispose() => _directory.Dispose();
}
