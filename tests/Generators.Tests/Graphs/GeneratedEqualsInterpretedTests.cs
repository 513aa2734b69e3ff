using Xunit;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>What is emitted and what is interpreted are two ways to one number; for each kind of graph both are gone.</summary>
public sealed class GeneratedEqualsInterpretedTests
{
    public static TheoryData<string> Names => [.. GraphCases.Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_agree(string name) => GraphComparison.AssertAgrees(GraphCases.Load(name));
}
