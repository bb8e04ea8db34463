using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

public sealed class ScriptTests
{
    private static readonly string Components = Repository.PathOf("components");

    /// <summary>The paths of all scripts below <c>components/</c>.</summary>
    public static TheoryData<string> Scripts =>
        [
            .. Directory
                .EnumerateFiles(Components, "*.sh", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Components, file))
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void It_travels_in_the_assembly_and_says_what_it_is(string script)
    {
        var text = HostScript.Load(script);

        Assert.Contains("# NodeBBInfra: ", string.Join('\n', text.Split('\n').Take(3)), StringComparison.Ordinal);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void It_starts_nothing_in_the_background_and_shows_no_secret_as_an_argument(string script)
    {
        // redis.sh tries a configuration in a background process that it waits for.
        var lines = HostScript.Load(script).Split('\n').Where(line => !line.TrimStart().StartsWith('#')).ToArray();
        var background = lines.Where(line => line.EndsWith(" &", StringComparison.Ordinal)).ToArray();

        Assert.True(background.Length == (script.EndsWith("redis.sh", StringComparison.Ordinal) ? 1 : 0), string.Join('\n', background));
        Assert.DoesNotContain(
            lines,
            line => line.Contains("nohup", StringComparison.Ordinal) || line.Contains("redis-cli -a", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(lines, line => line.Contains("set -x", StringComparison.Ordinal));
    }
}
