using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>provider, providers, version: which provider manages a resource, and what happens when it changes.</summary>
public sealed class ProviderOptionTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Fact]
    public async Task What_is_in_a_component_is_managed_by_its_provider_unless_it_names_its_own()
    {
        var run = await _stack.GoodAsync(async program =>
        {
            var (one, two) = (await program.Account("one"), await program.Account("two"));
            var outer = await program.Component("outer", request => request.Providers["fake"] = one);
            var inner = await program.Component("inner", request => request.Parent = outer.Urn);
            var other = await program.Component("other", request => (request.Parent, request.Providers["fake"]) = (outer.Urn, two));
            await program.Thing("a", options: request => request.Parent = inner.Urn);
            await program.Thing("b", options: request => request.Parent = other.Urn);
            await program.Thing("c", options: request => (request.Parent, request.Provider) = (inner.Urn, two));
            await program.Thing("d");
        });
        Assert.Equal(["create a as one", "create b as two", "create c as two", "create d"], run.Calls);
    }

    [Fact]
    public async Task A_resource_under_another_of_its_package_is_managed_by_that_ones_provider()
    {
        var run = await _stack.GoodAsync(async program =>
        {
            var one = await program.Account("one");
            var a = await program.Thing("a", options: request => request.Provider = one);
            await program.Thing("b", options: request => request.Parent = a.Urn);
        });
        Assert.Equal(["create a as one", "create b as one"], run.Calls);
    }

    [Fact]
    public async Task An_invoke_is_served_by_its_parents_provider()
    {
        var accounts = new List<string>();
        await _stack.GoodAsync(async program =>
        {
            var one = await program.Account("one");
            var part = await program.Component("part", request => request.Providers["fake"] = one);
            foreach (var parent in new[] { part.Urn, "" })
            {
                var answer = await program.InvokeAsync(
                    new ResourceInvokeRequest
                    {
                        Tok = "fake:index:who",
                        Args = new Struct(),
                        Parent = parent,
                    }
                );
                accounts.Add(answer.Return.Fields["account"].StringValue);
            }
        });
        Assert.Equal(["one", ""], accounts);
    }

    [Fact]
    public async Task A_provider_that_was_needed_before_its_own_update_has_the_new_configuration_after_it()
    {
        await _stack.GoodAsync(program => WithDependant(program, "1", "here"));
        var run = await _stack.GoodAsync(program => WithDependant(program, "2", "there"));
        Assert.Equal(["delete b-2 as one in here", "delete a-1", "create a", "create b as one in there"], run.Calls);
    }

    [Fact]
    public async Task Another_provider_replaces_what_it_cannot_manage()
    {
        await _stack.GoodAsync(async program => await program.Thing("a", options: await Under(program, "one", "one")));
        Assert.Equal(
            ["create a as two", "delete a-1 as one"],
            (await _stack.GoodAsync(async program => await program.Thing("a", options: await Under(program, "two", "two")))).Calls
        );
    }

    [Fact]
    public async Task Another_provider_of_the_same_account_replaces_nothing()
    {
        await _stack.GoodAsync(async program => await program.Thing("a", options: await Under(program, "one", "account")));
        Assert.Empty(
            (await _stack.GoodAsync(async program => await program.Thing("a", options: await Under(program, "two", "account")))).Calls
        );
    }

    [Fact]
    public async Task A_version_has_a_default_provider_of_its_own_and_another_version_replaces_nothing()
    {
        await _stack.GoodAsync(program => program.Thing("a", options: request => request.Version = "1.2.3"));
        Assert.Contains("::default_1_2_3::", $"{_stack.State("a")["provider"]}", StringComparison.Ordinal);
        Assert.Empty((await _stack.GoodAsync(program => program.Thing("a", options: request => request.Version = "1.3.0"))).Calls);
        Assert.Contains("::default_1_3_0::", $"{_stack.State("a")["provider"]}", StringComparison.Ordinal);
    }

    // When a is registered, b's provider is asked whether b must be replaced too.
    private static async Task WithDependant(ScriptedProgram program, string fixedValue, string region)
    {
        var a = await program.Thing(
            "a",
            options: request =>
            {
                request.Set("fixed", Value.ForString(fixedValue));
                (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (true, true);
            }
        );
        var provider = await program.Account("one", region: region);
        await program.Thing(
            "b",
            options: request =>
            {
                request.From("fixed", a);
                request.Provider = provider;
            }
        );
    }

    public void Dispose() => _stack.Dispose();

    private static async Task<Action<RegisterResourceRequest>> Under(ScriptedProgram program, string name, string account)
    {
        var provider = await program.Account(name, account);
        return request => request.Provider = provider;
    }
}
