using Pullback.Ops;
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

    public static TheoryData<string> Jumping =>
        [.. Catalogue.All.Where(entry => Catalogue.Jumps(entry.Value)).Select(entry => entry.Key)];

    /// <summary>Where a rounding error may turn a step around, float follows double from one step to the next, if not for long.</summary>
    [Theory]
    [MemberData(nameof(Jumping))]
    public void Each_step_of_a_rule_that_jumps_is_that_of_double(string name)
    {
        IGradientTransformation optimizer = Catalogue.All[name];
        TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        OptimizerState<float> state = optimizer.Init(parameters);
        OptimizerState<double> empty = optimizer.Init(InDouble(parameters));
        for (int step = 0; step < 6; step++)
        {
            TensorSet<float> gradients = Problems.Values<float>(Problems.Ragged, step + 2);
            OptimizerState<double> same = empty.Restore(
                state.Step,
                state.Tensors.ToDictionary(tensor => tensor.Key, tensor => InDouble(tensor.Value)),
                state.Scalars.ToDictionary()
            );
            TensorSet<double> expected = optimizer.Step(InDouble(parameters), InDouble(gradients), same).Parameters;
            (parameters, state) = optimizer.Step(parameters, gradients, state);
            Assert.InRange((InDouble(parameters) - expected).MaxNorm(), 0, 1e-5);
        }
    }

    private static TensorSet<double> InDouble(TensorSet<float> set) =>
        TensorSet<double>.Unflatten(set.Layout, Array.ConvertAll(set.Flatten(), value => (double)value));

    [Fact]
    public void Every_transformation_of_the_library_is_in_the_catalogue()
    {
        HashSet<Type> listed = [.. Catalogue.All.Values.SelectMany(PartsOf.Transformation)];
        string[] missing = [.. PartsOf.Shipped.Where(type => !listed.Contains(type)).Select(type => type.Name)];
        Assert.True(missing.Length == 0, "Not in the catalogue: " + string.Join(", ", missing));
    }
}
