using Pullback.Optimizers;
using Pullback.Optimizers.Tests.Composition;
using Pullback.ReferenceCheck;
using Pullback.ReferenceCheck.Files;
using Xunit;

namespace Pullback.Reference.Tests;

/// <summary>Every optimizer, transformation and average of the library is used in a case of the reference that passes, or is exempt for a reason.</summary>
public class OptimizerCatalogueTests
{
    /// <summary>What no reference has values for, and what checks it instead.</summary>
    private static readonly Dictionary<string, string> Exemptions = new(StringComparer.Ordinal)
    {
        [nameof(AddElasticNet)] = "the reference has no penalty but L2; PenaltyTests has the formula",
        [nameof(AddL1Penalty)] = "the reference has no penalty but L2; PenaltyTests has the formula",
        [nameof(AddNoise)] = "random numbers are no reference; NoiseTests measures their variance",
        [nameof(NoisySgd)] = "random numbers are no reference; NoiseTests measures their variance",
        [nameof(ApplyIfFinite)] = "only lets steps pass or not: SkippingTests",
        [nameof(SkipLargeUpdates)] = "only lets steps pass or not: SkippingTests",
        [nameof(ZeroNans)] = "replaces NaN, of which the reference has none: PenaltyTests",
        [nameof(Averaged)] = "leaves the updates alone; the averages that it keeps are in the reference",
        [nameof(ConstrainNorms)] = "the reference has no max-norm constraint; UnitTests has the formula",
        [nameof(Masked)] = "only chooses tensors: MaskedTests",
        [nameof(InjectHyperparameters)] = "only sets hyperparameters: HyperparameterChangeTests",
        [nameof(MultiSteps)] = "equals one step with the mean gradient: MultiStepsTests",
        [nameof(KeepNonNegative)] = "the reference has no projections; ProjectionTests has the formula",
        [nameof(ProjectParameters)] = "the reference has no projections; ProjectionTests has the formula",
        [nameof(ReduceOnPlateau)] =
            "follows a plateau as Schedule.ReduceOnPlateau does, which is in the reference: ReduceOnPlateauTests",
    };

    private static readonly Lazy<IReadOnlySet<Type>> Used = new(() =>
        new[] { ReferenceFolder.Own, ReferenceFolder.Further }
            .SelectMany(folder => folder.Check(new OptimizersFile())!.Used)
            .SelectMany(made =>
                made is IGradientTransformation optimizer
                    ? PartsOf.Transformation(optimizer)
                    : new HashSet<Type> { made.GetType() }
            )
            .ToHashSet()
    );

    private static readonly Type[] Shipped = [.. PartsOf.Shipped, .. PartsOf.Averages];

    [Fact]
    public void Everything_is_in_a_case_that_passes_or_exempt()
    {
        string[] missing = [.. Names(type => !Used.Value.Contains(type)).Where(name => !Exemptions.ContainsKey(name))];
        Assert.True(missing.Length == 0, "In no case of the reference that passes: " + string.Join(", ", missing));
    }

    [Fact]
    public void No_exemption_is_stale()
    {
        string[] stale = [.. Exemptions.Keys.Except(Names(type => !Used.Value.Contains(type)))];
        Assert.True(
            stale.Length == 0,
            "Exempt, but in a case of the reference or not in the library: " + string.Join(", ", stale)
        );
        Assert.All(Exemptions.Values, Assert.NotEmpty);
    }

    private static IEnumerable<string> Names(Func<Type, bool> selects) => Shipped.Where(selects).Select(type => type.Name);
}
