using Pulumi;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>The other names of a resource in the state.</summary>
[Collection(ProcessEnvironment.Name)]
public class AliasRequestTests
{
    private static readonly string s_first = WireValues.Urn("random:index/randomId:RandomId", "first");

    private static readonly (string Form, Func<Resource, Alias> Alias, Rpc.Alias Says)[] s_aliases =
    [
        ("a URN", _ => new() { Urn = "urn:pulumi:dev::proj::a:b:C::d" }, new() { Urn = "urn:pulumi:dev::proj::a:b:C::d" }),
        (
            "a name",
            _ => new() { Name = "n" },
            new()
            {
                Spec = new() { Name = "n", NoParent = false },
            }
        ),
        (
            "a name that comes later",
            _ => new() { Name = Output.Create(Task.FromResult("n")) },
            new()
            {
                Spec = new() { Name = "n", NoParent = false },
            }
        ),
        ("a name that is not known", _ => new() { Name = Look.Unknown<string>() }, new() { Spec = new() { NoParent = false } }),
        (
            "a type",
            _ => new() { Type = "a:b:C" },
            new()
            {
                Spec = new() { Type = "a:b:C", NoParent = false },
            }
        ),
        (
            "a stack and a project",
            _ => new() { Stack = "s", Project = "p" },
            new()
            {
                Spec = new()
                {
                    Stack = "s",
                    Project = "p",
                    NoParent = false,
                },
            }
        ),
        ("a parent", first => new() { Parent = first }, new() { Spec = new() { ParentUrn = s_first } }),
        ("a parent's URN", first => new() { ParentUrn = first.Urn }, new() { Spec = new() { ParentUrn = s_first } }),
        ("a parent's URN that is not known", _ => new() { ParentUrn = Look.Unknown<string>() }, new() { Spec = new() }),
        ("no parent", _ => new() { NoParent = true }, new() { Spec = new() { NoParent = true } }),
        ("nothing", _ => new(), new() { Spec = new() { NoParent = false } }),
    ];

    [Fact]
    public async Task Each_form_goes_out_as_what_it_says()
    {
        var engine = await WireValues.Run(() =>
        {
            var first = WireValues.Id("first");
            foreach (var (form, alias, _) in s_aliases)
            {
                _ = WireValues.Id(form, new() { Aliases = { alias(first) } });
            }
        });
        Assert.All(s_aliases, row => Assert.Equal(row.Says, Assert.Single(engine.Of(row.Form).Aliases)));
    }

    [Fact]
    public async Task An_alias_that_is_not_known_is_left_out() =>
        Assert.Empty((await WireValues.Run(() => _ = WireValues.Id("id", new() { Aliases = { Look.Unknown<Alias>() } }))).Of("id").Aliases);

    [Fact]
    public async Task A_former_type_of_the_class_comes_before_the_programs_aliases()
    {
        var engine = await WireValues.Run(() =>
            _ = new Pulumi.Cloudflare.DnsRecord(
                "a",
                new()
                {
                    Name = "example.org",
                    Type = "A",
                    Ttl = 1,
                },
                new CustomResourceOptions { Aliases = { new Alias { Name = "old" } } }
            )
        );
        Assert.Equal(["cloudflare:index/record:Record", ""], engine.Of("a").Aliases.Select(alias => alias.Spec.Type));
        Assert.Equal(["", "old"], engine.Of("a").Aliases.Select(alias => alias.Spec.Name));
    }

    [Fact]
    public async Task An_alias_that_says_two_things_is_refused()
    {
        Assert.Contains(
            "Alias should not specify both Urn and Name",
            await WireValues.Fail(() =>
                _ = WireValues.Id(
                    "id",
                    new()
                    {
                        Aliases =
                        {
                            new Alias { Urn = "urn:pulumi:s::p::a:b:C::d", Name = "n" },
                        },
                    }
                )
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Only specify one of 'Parent', 'ParentUrn' or 'NoParent' in an Alias",
            await WireValues.Fail(() =>
                _ = WireValues.Id(
                    "id",
                    new()
                    {
                        Aliases =
                        {
                            new Alias { ParentUrn = "urn:pulumi:s::p::a:b:C::d", NoParent = true },
                        },
                    }
                )
            ),
            StringComparison.Ordinal
        );
    }
}
