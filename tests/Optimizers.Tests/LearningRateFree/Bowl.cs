using Pullback.Ops;

namespace Pullback.Optimizers.Tests.LearningRateFree;

/// <summary>The function <c>½ Σ cᵢ (xᵢ − 1)²</c> with curvatures from 1 to 10 in two tensors, from 0.</summary>
internal static class Bowl
{
    private static readonly TensorLayout Layout = new([("a", new Shape(2, 3)), ("b", new Shape(4))]);

    private static readonly TensorSet<double> Curvature = TensorSet<double>.Unflatten(
        Layout,
        [.. Enumerable.Range(1, Layout.ParameterCount).Select(i => (double)i)]
    );

    public static TensorSet<double> Start => TensorSet<double>.Zeros(Layout);

    public static double Loss(TensorSet<double> at) => at.Zip(Curvature, (x, c) => c * (x - 1) * (x - 1) / 2).Sum();

    /// <summary>The point after some steps. The losses and gradients that the optimizer sees may be scaled.</summary>
    public static StepResult<double> Run(IGradientTransformation optimizer, int steps, double scale = 1)
    {
        StepResult<double> current = new(Start, optimizer.Init(Start));
        for (int step = 0; step < steps; step++)
        {
            TensorSet<double> at = current.Parameters;
            StepInputs<double> inputs = new() { Loss = scale * Loss(at) };
            current = optimizer.Step(at, at.Zip(Curvature, (x, c) => scale * c * (x - 1)), current.State, inputs);
        }

        return current;
    }
}
