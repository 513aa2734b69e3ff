using System.Numerics;
using System.Numerics.Tensors;
using Xunit;

namespace Pullback.Ops.Tests.Custom;

/// <summary>The example in the documentation of <see cref="ICustomOp"/>, word for word, and that its gradient is right.</summary>
public sealed class RowNormalizeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(2, 19)]
    public void Gradient_of_the_documented_example_is_that_of_central_differences(int rows, int features)
    {
        double[] x = Arrays.Random<double>(rows * features, 1);
        double[] upstream = Arrays.Random<double>(rows * features, 2);
        var output = new double[x.Length];
        var gradient = new double[x.Length];
        var op = new RowNormalize();
        Assert.Equal(features, op.OutputFeatures(features));
        op.Forward<double>(x, output, rows, features);
        op.Backward<double>(x, output, upstream, gradient, rows, features);
        CentralDifference.Check(
            at =>
            {
                op.Forward<double>(at, output, rows, features);
                return CentralDifference.Weigh(upstream, output);
            },
            x,
            gradient,
            "input"
        );
    }

    public readonly struct RowNormalize : ICustomOp
    {
        public int OutputFeatures(int inputFeatures) => inputFeatures;

        public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<T> x = input.Slice(row * inputFeatures, inputFeatures);
                TensorPrimitives.Divide(x, TensorPrimitives.Norm(x), output.Slice(row * inputFeatures, inputFeatures));
            }
        }

        public void Backward<T>(
            ReadOnlySpan<T> input,
            ReadOnlySpan<T> output,
            ReadOnlySpan<T> outputGradient,
            Span<T> inputGradient,
            int rows,
            int inputFeatures
        )
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            for (int row = 0; row < rows; row++)
            {
                Range features = (row * inputFeatures)..((row + 1) * inputFeatures);
                T norm = TensorPrimitives.Norm(input[features]);
                T along = TensorPrimitives.Dot(outputGradient[features], output[features]);
                for (int i = features.Start.Value; i < features.End.Value; i++)
                {
                    inputGradient[i] = (outputGradient[i] - (output[i] * along)) / norm;
                }
            }
        }
    }
}
