using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Host;

public sealed class WorldDirectoryTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task A_directory_that_holds_something_else_is_neither_used_nor_deleted()
    {
        var file = _directory.Write("home/thesis.txt", "years of work");
        var world = new WorldDirectory(_directory["home"]);

        Assert.Throws<SandboxException>(world.Create);
        await world.DeleteAsync();

        Assert.True(File.Exists(file));
    }

    [Fact]
    public void Keys_state_and_logs_are_readable_by_their_owner_only()
    {
        var world = new WorldDirectory(_directory["world"]);
        world.Create();

        foreach (
            var closed in new[]
            {
                world.Keys,
                Path.GetDirectoryName(world.StateFile("staging"))!,
                Path.GetDirectoryName(world.Log("edge"))!,
            }
        )
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(closed));
        }
    }

    [Fact]
    public void A_damaged_world_json_is_told_with_the_way_out()
    {
        _directory.Write("world/world.json", "{\"index\": 1");

        var e = Assert.Throws<SandboxException>(() => WorldInfo.Load(new WorldDirectory(_directory["world"])));

        Assert.Contains("make destroy", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
