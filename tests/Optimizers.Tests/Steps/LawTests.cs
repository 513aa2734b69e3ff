using Pullback.Optimizers.Tests.Composition;
using Pullback.Testing;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>Everything in the catalogue keeps the laws that users check their own transformations with.</summary>
public sealed class LawTests
{
    public static TheoryData<string> Names => Catalogue.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Laws_hold(string name) => OptimizerLaws.Verify(Catalogue.All[name], Catalogue.LawOptions(Catalogue.All[name]));

    [Fact]
    public void Every_transformation_of_the_library_is_in_the_catalogue()
    {
        HashSet<Type> listed = [.. Catalogue.All.Values.SelectMany(PartsOf.Transformation)];
        string[] missing = [.. PartsOf.Shipped.Where(type => !listed.Contains(type)).Select(type => type.Name)];
        Assert.True(missing.Length == 0, "Not in the catalogue: " + string.Join(", ", missing));
    }
}
