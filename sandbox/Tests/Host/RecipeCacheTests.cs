using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Host;

public sealed class RecipeCacheTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Folder => _directory["cache"];

    [Fact]
    public async Task A_recipe_is_made_once_and_another_recipe_anew()
    {
        var made = 0;
        Task Make(string folder)
        {
            made++;
            return File.WriteAllTextAsync(Path.Combine(folder, "content"), "x");
        }

        var first = await RecipeCache.GetAsync("thing", "recipe", Make, default, Folder);
        var again = await RecipeCache.GetAsync("thing", "recipe", Make, default, Folder);
        var other = await RecipeCache.GetAsync("thing", "another", Make, default, Folder);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(2, made);
        Assert.True(File.Exists(Path.Combine(other, "content")));
    }

    [Fact]
    public async Task What_fails_while_it_is_made_leaves_nothing()
    {
        static async Task Fail(string folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "half"), "x");
            throw new SandboxException("no mirror");
        }

        await Assert.ThrowsAsync<SandboxException>(() => RecipeCache.GetAsync("thing", "recipe", Fail, default, Folder));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task What_a_crash_left_half_made_is_made_anew()
    {
        var path = await RecipeCache.GetAsync("thing", "recipe", _ => Task.CompletedTask, default, Folder);
        Directory.Move(path, path + ".partial");
        File.WriteAllText(Path.Combine(path + ".partial", "half"), "x");

        await RecipeCache.GetAsync(
            "thing",
            "recipe",
            folder => File.WriteAllTextAsync(Path.Combine(folder, "whole"), "x"),
            default,
            Folder
        );

        Assert.Equal(["whole"], Directory.EnumerateFiles(path).Select(Path.GetFileName));
        Assert.Single(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task Two_at_once_make_it_once()
    {
        var made = 0;
        var others = new TaskCompletionSource();
        Task Make(string folder)
        {
            Interlocked.Increment(ref made);
            return others.Task;
        }
        // Each call has looked for the lock when it returns its task.
        Task<string> Get() => RecipeCache.GetAsync("thing", "recipe", Make, default, Folder);

        Task<string>[] all = [Get(), Get(), Get(), Get()];
        Assert.DoesNotContain(all, get => get.IsCompleted);
        others.SetResult();

        Assert.Single((await Task.WhenAll(all)).Distinct());
        Assert.Equal(1, made);
    }

    public void Dispose() => _directory.Dispose();
}
