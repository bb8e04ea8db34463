using Xunit.Abstractions;
using Xunit.Sdk;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>Which step of the story a test is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StepAttribute(int number) : Attribute
{
    public int Number { get; } = number;
}

/// <summary>Runs the tests of a class in the order of their steps: a world lives once, from <c>up</c> to <c>destroy</c>.</summary>
public sealed class InOrder : ITestCaseOrderer
{
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        testCases.OrderBy(test => test.TestMethod.Method.GetCustomAttributes(typeof(StepAttribute).AssemblyQualifiedName).Single().GetNamedArgument<int>(nameof(StepAttribute.Number)));
}
