using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Attack.Kinds;

namespace NodeBBInfra.Tests.Attack;

/// <summary>Every attack named in SECURITY.md is one that <c>make attack</c> runs.</summary>
public sealed partial class NamedCasesTests
{
    [Fact]
    public void Each_attack_that_SECURITY_names_is_there()
    {
        var code = string.Concat(
            Directory.EnumerateFiles(Repository.PathOf("sandbox", "Attack", "Kinds"), "*.cs").Select(File.ReadAllText)
        );
        var named = Named()
            .Matches(File.ReadAllText(Repository.PathOf("SECURITY.md")))
            .Select(match => (Kind: match.Groups[1].Value, Case: match.Groups[2].Value))
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(
            named,
            attack =>
            {
                Assert.Contains(Attacks.All, kind => kind.Kind == attack.Kind);
                Assert.Contains($"\"{attack.Case}\"", code, StringComparison.Ordinal);
            }
        );
    }

    // `redis: open-to-the-world`
    [GeneratedRegex("`([a-z' ]+): ([a-z-]+)`")]
    private static partial Regex Named();
}
