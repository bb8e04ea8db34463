using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Host;

/// <summary>With a file in place of /proc/sys/net/ipv4/ip_forward.</summary>
public sealed class WorldRegistryTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Forwarding => _directory["ip_forward"];

    [Fact]
    public void The_last_world_puts_forwarding_back_to_what_it_was_before_the_first()
    {
        File.WriteAllText(Forwarding, "0\n");
        var (one, two) = (World("one"), World("two"));
        var registry = Registry();

        registry.Claim(1, one);
        File.WriteAllText(Forwarding, "1\n");
        registry.Claim(2, two);
        registry.Release(1, one);
        Assert.Equal("1\n", File.ReadAllText(Forwarding));
        registry.Release(2, two);

        Assert.Equal("0\n", File.ReadAllText(Forwarding));
        Assert.False(Directory.Exists(_directory["run"]));
    }

    [Fact]
    public void A_number_in_use_is_refused_naming_the_world_that_has_it()
    {
        File.WriteAllText(Forwarding, "0\n");
        Registry().Claim(0, World("one"));

        var e = Assert.Throws<SandboxException>(() => Registry().Claim(0, World("two")));

        Assert.Contains(_directory["one"], e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_a_world_whose_directory_is_gone_is_free()
    {
        File.WriteAllText(Forwarding, "0\n");
        var one = World("one");
        Registry().Claim(0, one);
        Directory.Delete(one.Root, recursive: true);
        var two = World("two");

        Registry().Claim(0, two);

        Assert.Equal(0, Registry().IndexOf(two));
        Assert.Null(Registry().IndexOf(one));
    }

    [Fact]
    public void Releasing_twice_is_like_releasing_once()
    {
        File.WriteAllText(Forwarding, "0\n");
        var world = World("one");
        Registry().Claim(0, world);

        Registry().Release(0, world);
        Registry().Release(0, world);

        Assert.Equal("0\n", File.ReadAllText(Forwarding));
    }

    private WorldRegistry Registry() => new(_directory["run"], Forwarding);

    private WorldDirectory World(string name)
    {
        _directory.Write($"{name}/world.json", "{}");
        return new WorldDirectory(_directory[name]);
    }

    public void Dispose() => _directory.Dispose();
}
