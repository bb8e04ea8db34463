using System.Reflection;
using System.Runtime.CompilerServices;
using NetArchTest.Rules;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Tests.Architecture;

/// <summary>
/// Checks the dependencies of the compiled code against CONTRIBUTING's table. A dependency that is not listed is forbidden.
/// </summary>
public sealed class ArrowTests
{
    private const string Infra = "NodeBBInfra";
    private const string Components = "NodeBBInfra.Components";
    private const string Rules = "NodeBBInfra.Rules";

    private static readonly Dictionary<string, Assembly> Product = new()
    {
        [Infra] = typeof(ForumStack).Assembly,
        [Components] = typeof(OriginComponent).Assembly,
        [Rules] = typeof(RuleExpression).Assembly,
    };

    [Theory]
    [InlineData(Infra, Components)]
    [InlineData(Components, Rules)]
    [InlineData(Rules)]
    public void A_project_references_none_of_ours_but_those_below_it(string project, params string[] below) =>
        Assert.Equal(
            below,
            Product[project]
                .GetReferencedAssemblies()
                .Select(assembly => assembly.Name!)
                .Where(name => name.StartsWith("NodeBBInfra", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData(Components + ".Origin", Components + ".Edge")]
    [InlineData(Components + ".Edge", Components + ".Origin")]
    public void A_part_of_the_components_does_not_know_another(string part, string other) =>
        Holds(Types.InAssembly(Product[Components]).That().ResideInNamespace(part).Should().NotHaveDependencyOnAny(other));

    [Theory]
    [InlineData(Infra, "NodeBBInfra.Tests")]
    [InlineData(Components, "NodeBBInfra", "NodeBBInfra.Tests")]
    [InlineData(Rules)]
    public void A_project_opens_its_internals_to_the_product_and_its_tests_alone(string project, params string[] friends) =>
        Assert.Equal(
            friends,
            Product[project]
                .GetCustomAttributes<InternalsVisibleToAttribute>()
                .Select(attribute => attribute.AssemblyName)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_rules_language_knows_nothing_of_Pulumi() =>
        Holds(Types.InAssembly(Product[Rules]).Should().NotHaveDependencyOnAny("Pulumi"));

    private static void Holds(ConditionList rule)
    {
        var result = rule.GetResult();
        Assert.NotEmpty(result.LoadedTypes);
        Assert.True(
            result.IsSuccessful,
            string.Join('\n', result.FailingTypes?.Select(type => $"{type.FullName}: {type.Explanation}") ?? [])
        );
    }
}
