using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NodeBBInfra.Tests.Support;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>The stand-in shows nothing that the published packages lack, and nothing that they show otherwise.</summary>
public class SurfaceTests
{
    private static readonly bool s_standIn = typeof(Pulumi.Resource).Assembly.GetName().Name == "Pulumi.Offline";

    private static readonly Dictionary<string, HashSet<string>> s_published = PublicSurface.Read(
        Directory.GetFiles(Repository.PathOf("tests/PublicSurface"), "*.txt").SelectMany(File.ReadLines));

    private static readonly Dictionary<string, HashSet<string>> s_sdk = new[]
        {
            typeof(Pulumi.Resource), typeof(Pulumi.Cloudflare.Provider), typeof(Pulumi.Command.Provider), typeof(Pulumi.Random.Provider),
        }
        .Select(type => type.Assembly).Distinct().SelectMany(PublicSurface.Of).ToDictionary();

    [Fact]
    public void Everything_that_the_stand_in_shows_is_in_the_published_packages()
    {
        // The published packages must have what the lists say; the stand-in, what it has, as the lists say.
        var deviations = s_standIn ? Deviations(s_sdk, s_published) : Deviations(s_published, s_sdk);
        Assert.True(deviations.Count == 0, "\n" + string.Join('\n', deviations));
    }

    [Fact]
    public void A_deviation_is_reported_in_a_line_that_can_be_read()
    {
        var published = PublicSurface.Read(["class A", "  public .ctor()", "  public System.String B { get; }", "sealed class C"]);
        var other = PublicSurface.Read(["class A", "  public .ctor()", "  public System.String B { get; set; }", "class C", "class D"]);
        Assert.Equal(
            [
                "class A: has 'public System.String B { get; set; }', which the published one lacks",
                "class C: is published as 'sealed class C'",
                "class D: is not published",
            ],
            Deviations(other, published));
    }

    [Theory]
    [InlineData("NodeBBInfra")]
    [InlineData("NodeBBInfra.Components")]
    public void Every_type_that_the_stack_uses_is_published(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Assembly.Load(assembly).Location));
        var metadata = file.GetMetadataReader();
        var used = from handle in metadata.TypeReferences
                   let type = metadata.GetTypeReference(handle)
                   let space = metadata.GetString(type.Namespace)
                   where space.Split('.')[0] == "Pulumi"
                   select $"{space}.{metadata.GetString(type.Name)}";
        var published = s_published.Keys.Select(NameIn).ToHashSet();
        Assert.DoesNotContain(used, name => !published.Contains(name));
    }

    private static List<string> Deviations(Dictionary<string, HashSet<string>> surface, Dictionary<string, HashSet<string>> allowed)
    {
        var heads = allowed.Keys.ToDictionary(NameIn);
        var deviations = new List<string>();
        foreach (var (head, members) in surface)
        {
            if (!heads.TryGetValue(NameIn(head), out var published))
            {
                deviations.Add($"{head}: is not published");
                continue;
            }

            if (published != head)
            {
                deviations.Add($"{head}: is published as '{published}'");
            }

            deviations.AddRange(members.Except(allowed[published]).Select(member => $"{head}: has '{member}', which the published one lacks"));
        }

        return deviations;
    }

    /// <summary>The type's name in its line, as metadata has it: the last word before the bases, with the number of type parameters.</summary>
    private static string NameIn(string head)
    {
        var name = head.Split(" : ")[0].Split(" [")[0].Replace(", ", ",", StringComparison.Ordinal).Split(' ')[^1].Split('<');
        return name.Length == 1 ? name[0] : $"{name[0]}`{name[1].Split(',').Length}";
    }
}
