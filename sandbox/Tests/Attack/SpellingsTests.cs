using NodeBBInfra.Sandbox.Attack.Requests;

namespace NodeBBInfra.Tests.Attack;

/// <summary>Generated spellings are reproducible and stay on one request line.</summary>
public sealed class SpellingsTests
{
    private const string Path = "/assets/uploads/files/private.png";

    [Fact]
    public void The_same_seed_gives_the_same_spellings() => Assert.Equal(Generate(7, 200), Generate(7, 200));

    [Fact]
    public void Spellings_are_many_and_of_one_line()
    {
        var all = Generate(11, 2000);

        Assert.InRange(all.Distinct().Count(), 1000, 2000);
        Assert.All(all, target => Assert.DoesNotContain(target, c => c is '\r' or '\n'));
    }

    [Theory]
    [InlineData(@"/assets\.\uploads\files\private.png?a=#")]
    [InlineData(@"/ASSETS\uploads\files\private.png#")]
    [InlineData(@"/assets\uploads\files\private.png.html#")]
    public void Those_that_were_once_served_are_always_among_them(string once) => Assert.Contains(once, Spellings.Known(Path));

    private static List<string> Generate(int seed, int count)
    {
        var spellings = new Spellings(new Random(seed));
        return [.. Enumerable.Range(0, count).Select(_ => spellings.Of(Path, "example.org"))];
    }
}
