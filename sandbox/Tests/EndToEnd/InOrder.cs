using Xunit.Abstractions;
using Xunit.Sdk;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>The position of a test in its class.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OrderAttribute(int number) : Attribute
{
    public int Number { get; } = number;
}

/// <summary>Runs a class's tests in order: a world lives once, from <c>up</c> to <c>destroy</c>.</summary>
public sealed class InOrder : ITestCaseOrderer
{
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        testCases.OrderBy(test =>
            test.TestMethod.Method.GetCustomAttributes(typeof(OrderAttribute).AssemblyQualifiedName)
                .Single()
                .GetNamedArgument<int>(nameof(OrderAttribute.Number))
        );
}
