using Pullback.Ops;

namespace Pullback.Optimizers.Tests.Adaptive;

/// <summary>The function <c>½ (x − 1)ᵀ A (x − 1)</c> in two tensors, from 0, with diagonal 1, 2, 3 … and −½ beside it: the parameters are coupled.</summary>
internal static class Coupled
{
    private const double Neighbour = -0.5;

    private static readonly TensorLayout Layout = new([("a", new Shape(2, 2)), ("b", new Shape(3))]);

    public static TensorSet<double> Start => TensorSet<double>.Zeros(Layout);

    public static TensorSet<double> Diagonal { get; } =
        TensorSet<double>.Unflatten(Layout, [.. Enumerable.Range(1, Layout.ParameterCount).Select(i => (double)i)]);

    public static LossAndGradients<double> At(TensorSet<double> point)
    {
        double[] distance = [.. point.Flatten().Select(x => x - 1)];
        double[] diagonal = Diagonal.Flatten();
        double[] gradient = new double[distance.Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            double before = i > 0 ? distance[i - 1] : 0;
            double after = i + 1 < distance.Length ? distance[i + 1] : 0;
            gradient[i] = (diagonal[i] * distance[i]) + (Neighbour * (before + after));
        }

        double loss = gradient.Zip(distance, (g, d) => g * d / 2).Sum();
        return new LossAndGradients<double>(loss, TensorSet<double>.Unflatten(Layout, gradient));
    }

    /// <summary>Parameters and state after some steps.</summary>
    public static StepResult<double> Run(IGradientTransformation optimizer, int steps)
    {
        StepResult<double> current = new(Start, optimizer.Init(Start));
        for (int step = 0; step < steps; step++)
        {
            LossAndGradients<double> here = At(current.Parameters);
            StepInputs<double> inputs = new() { Loss = here.Loss, Curvature = Diagonal };
            current = optimizer.Step(current.Parameters, here.Gradients, current.State, inputs);
        }

        return current;
    }
}
