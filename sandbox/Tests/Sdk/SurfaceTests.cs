using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>The stand-in's public surface is a subset of the published packages', with the same signatures.</summary>
public class SurfaceTests
{
    private static readonly bool s_standIn = typeof(Pulumi.Resource).Assembly.GetName().Name == "Pulumi.Offline";

    private static readonly Dictionary<string, HashSet<string>> s_published = PublicSurface.Read(
        Directory.GetFiles(Repository.PathOf("sandbox/Tests/PublicSurface"), "*.txt").SelectMany(File.ReadLines)
    );

    private static readonly Dictionary<string, HashSet<string>> s_sdk = new[]
    {
        typeof(Pulumi.Resource),
        typeof(Pulumi.Cloudflare.Provider),
        typeof(Pulumi.Command.Provider),
        typeof(Pulumi.Random.Provider),
    }
        .Select(type => type.Assembly)
        .Distinct()
        .SelectMany(PublicSurface.Of)
        .ToDictionary();

    [Fact]
    public void Everything_that_the_stand_in_shows_is_in_the_published_packages()
    {
        // The published packages must have everything in the lists; the stand-in must have nothing else.
        var deviations = s_standIn ? Deviations(s_sdk, s_published) : Deviations(s_published, s_sdk);
        Tally.Add("surface-members", (s_standIn ? s_sdk : s_published).Values.Sum(members => members.Count), byDesign: 0);
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
            Deviations(other, published)
        );
    }

    [Fact]
    public void A_member_of_any_kind_has_its_line()
    {
        var samples = PublicSurface
            .Of(typeof(SurfaceSample).Assembly)
            .Where(type => type.Key.Contains("SurfaceSample", StringComparison.Ordinal));
        var lines = samples
            .OrderBy(type => type.Key, StringComparer.Ordinal)
            .SelectMany(type => type.Value.Order(StringComparer.Ordinal).Select(member => "  " + member).Prepend(type.Key));
        Golden.Matches("surface-of-a-sample.txt", string.Join('\n', lines) + "\n");
    }

    /// <summary>Each kind of change to a published type.</summary>
    [Theory]
    [InlineData("Pulumi.Cloudflare.DnsRecord", "cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record")]
    [InlineData("Pulumi.Cloudflare.DnsRecord", "class", "sealed class")]
    [InlineData("Pulumi.Cloudflare.DnsRecord", " : Pulumi.CustomResource", " : Pulumi.ComponentResource")]
    [InlineData("Pulumi.Cloudflare.DnsRecord", "[Output(\"content\")]", "[Output(\"contents\")]")]
    [InlineData("Pulumi.Cloudflare.DnsRecord", "Pulumi.CustomResourceOptions options = null", "Pulumi.CustomResourceOptions options")]
    [InlineData("Pulumi.Cloudflare.DnsRecordArgs", "[Input(\"content\", false, false)]", "[Input(\"value\", false, false)]")]
    [InlineData("Pulumi.Cloudflare.DnsRecordArgs", "[Input(\"name\", true, false)]", "[Input(\"name\", false, false)]")]
    [InlineData("Pulumi.Cloudflare.DnsRecordArgs", "[Input(\"comment\", false, false)]", "[Input(\"comment\", false, true)]")]
    [InlineData(
        "Pulumi.Cloudflare.DnsRecordArgs",
        "Pulumi.Input<System.Double> Ttl { get; set; }",
        "Pulumi.Input<System.Int32> Ttl { get; set; }"
    )]
    [InlineData("Pulumi.Cloudflare.DnsRecordArgs", "Proxied { get; set; }", "Proxied { get; }")]
    [InlineData("Pulumi.Cloudflare.DnsRecordArgs", "_tags [Input(\"tags\", false, false)]", "_tags [Input(\"tag\", false, false)]")]
    [InlineData("Pulumi.Cloudflare.Outputs.DnsRecordSettings", " [OutputType()]", "")]
    [InlineData("Pulumi.Command.Remote.Logging", " [EnumType()]", "")]
    [InlineData("Pulumi.ResourceArgs", "public static readonly", "public static")]
    [InlineData("Pulumi.ComponentResource", "protected System.Void RegisterOutputs()", "public System.Void RegisterOutputs()")]
    [InlineData("Pulumi.ComponentResource", "System.Boolean remote = false)", "System.Boolean remote = true)")]
    [InlineData("Pulumi.Testing.IMocks", "CallAsync(", "Call(")]
    public void A_change_of_any_kind_is_a_deviation(string type, string published, string changed)
    {
        var (head, members) = s_published.Single(entry => NameIn(entry.Key) == type);
        var lines = members.Prepend(head).ToList();
        var at = lines.FindIndex(line => line.Contains(published, StringComparison.Ordinal));
        Assert.True(at >= 0, $"{type} has nothing like {published}");
        lines[at] = lines[at].Replace(published, changed, StringComparison.Ordinal);

        var surface = new Dictionary<string, HashSet<string>> { [lines[0]] = [.. lines.Skip(1)] };
        var deviation = Assert.Single(Deviations(surface, s_published));
        Assert.StartsWith(lines[0] + ": ", deviation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NodeBBInfra")]
    [InlineData("NodeBBInfra.Components")]
    [InlineData("NodeBBInfra.Sandbox.Tests")]
    public void Every_type_that_is_used_is_published(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Assembly.Load(assembly).Location));
        var metadata = file.GetMetadataReader();
        var used =
            from handle in metadata.TypeReferences
            let type = metadata.GetTypeReference(handle)
            let space = metadata.GetString(type.Namespace)
            where space.Split('.')[0] == "Pulumi"
            select $"{space}.{metadata.GetString(type.Name)}";
        var published = s_published.Keys.Select(NameIn).ToHashSet();
        var missing = used.Where(name => !published.Contains(name)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(used);
        Assert.True(missing.Count == 0, $"{assembly} uses what is not published:\n" + string.Join('\n', missing));
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

            deviations.AddRange(
                members.Except(allowed[published]).Select(member => $"{head}: has '{member}', which the published one lacks")
            );
        }

        return deviations;
    }

    /// <summary>The type's metadata name in its line: the last word before the bases, with the number of type parameters.</summary>
    private static string NameIn(string head)
    {
        var name = head.Split(" : ")[0].Split(" [")[0].Replace(", ", ",", StringComparison.Ordinal).Split(' ')[^1].Split('<');
        return name.Length == 1 ? name[0] : $"{name[0]}`{name[1].Split(',').Length}";
    }
}
