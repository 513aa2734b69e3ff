using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Xunit;

namespace Pullback.PropertyTests.Graphs;

/// <summary>The number of threads shows in no bit of an evaluation.</summary>
public class DegreeProperties
{
    [Fact]
    public void Evaluations_are_the_same_at_every_degree() =>
        Prop.ForAll(
                Gen.Choose(1, 300).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(),
                drawn =>
                {
                    (int rows, int seed) = drawn;
                    RandomKey key = new(seed);
                    float[] x = new float[rows * 33];
                    key.FillNormal(x);
                    int[] labels = [.. key.Permutation(rows).Select(i => i % 3)];
                    TensorSet<float> parameters = DropoutNet.Initialize<float>(key);
                    Evaluation<float> one = DropoutNet.Evaluate(parameters, x, labels, key);
                    for (int degree = 2; degree <= 4; degree++)
                    {
                        Workspace<float> workspace = DropoutNet.CreateWorkspace<float>(rows, degree);
                        Evaluation<float> many = DropoutNet.Evaluate(parameters, x, labels, key, workspace);
                        Assert.Equal(one.Loss, many.Loss);
                        Assert.Equal(one.Gradients, many.Gradients);
                        Assert.Equal(one.Prediction, many.Prediction);
                        Assert.Equal(one.InputGradients, many.InputGradients);
                    }
                }
            )
            .QuickCheckThrowOnFailure();
}
