using Pullback.Testing;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>Everything in the catalogue keeps the laws that users check their own transformations with.</summary>
public sealed class LawTests
{
    public static TheoryData<string> Names => Catalogue.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Laws_hold(string name) => OptimizerLaws.Verify(Catalogue.All[name]);
}
