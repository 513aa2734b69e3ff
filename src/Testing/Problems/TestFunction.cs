using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>A function with a known minimum, to try an optimizer on. The classical ones are the factories of <see cref="TestFunctions"/>.</summary>
public sealed class TestFunction
{
    /// <summary>The step of the differences that <see cref="Inputs"/> takes of gradients, relative to the coordinate.</summary>
    private const double DifferenceStep = 1e-6;

    private readonly Func<double[], double> value;
    private readonly Func<double[], double[]> gradient;
    private readonly double[][] minima;
    private readonly TensorLayout layout;

    /// <summary>Describes a function.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value at a point.</param>
    /// <param name="gradient">Its gradient at a point.</param>
    /// <param name="start">Where minimisation usually starts.</param>
    /// <param name="minima">The points where it is least; at least one.</param>
    /// <param name="leastValue">Its value there.</param>
    /// <exception cref="ArgumentException">There is no minimum, or one has not as many coordinates as the start.</exception>
    public TestFunction(
        string name,
        Func<double[], double> value,
        Func<double[], double[]> gradient,
        double[] start,
        double[][] minima,
        double leastValue = 0
    )
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(minima);
        if (minima.Length == 0 || minima.Any(minimum => minimum.Length != start.Length))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"minima must hold at least one point of {start.Length} coordinates, as start has."),
                nameof(minima)
            );
        }
        Name = name;
        this.value = value;
        this.gradient = gradient;
        Start = start;
        this.minima = minima;
        LeastValue = leastValue;
        layout = new TensorLayout([("x", new Shape(start.Length))]);
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }

    /// <summary>Where minimisation usually starts.</summary>
    public IReadOnlyList<double> Start { get; }

    /// <summary>The points where the function is least.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Minima => minima;

    /// <summary>The value at the <see cref="Minima"/>.</summary>
    public double LeastValue { get; }

    /// <summary>The value at a point.</summary>
    /// <param name="point">As many coordinates as <see cref="Start"/> has.</param>
    /// <returns>The value.</returns>
    public double Value(params double[] point) => value(Checked(point));

    /// <summary>The gradient at a point.</summary>
    /// <param name="point">As many coordinates as <see cref="Start"/> has.</param>
    /// <returns>The gradient.</returns>
    public double[] Gradient(params double[] point) => gradient(Checked(point));

    /// <summary>The same function with another start.</summary>
    /// <param name="start">As many coordinates as <see cref="Start"/> has.</param>
    /// <returns>The function.</returns>
    public TestFunction From(params double[] start) => new(Name, value, gradient, Checked(start), minima, LeastValue);

    /// <summary>The start as parameters: one tensor <c>x</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The parameters.</returns>
    public TensorSet<T> StartParameters<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => TensorSet<T>.Unflatten(layout, Doubles.To<T>([.. Start]));

    /// <summary>Value and gradient at parameters, computed in double precision.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="at">Parameters of the layout of <see cref="StartParameters"/>.</param>
    /// <returns>The value and the gradient.</returns>
    public LossAndGradients<T> Evaluate<T>(TensorSet<T> at)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] point = Point(at);
        return new LossAndGradients<T>(value(point), TensorSet<T>.Unflatten(layout, Doubles.To<T>(gradient(point))));
    }

    /// <summary>
    /// All that a rule may ask for beyond the gradient: loss and metric are the value, the gradient function is this function, the curvature is the diagonal of
    /// its Hessian, from differences of the gradient.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="at">Parameters of the layout of <see cref="StartParameters"/>.</param>
    /// <returns>The inputs of a step.</returns>
    public StepInputs<T> Inputs<T>(TensorSet<T> at)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] point = Point(at);
        double loss = value(point);
        return new StepInputs<T>
        {
            Loss = loss,
            Metric = loss,
            Gradient = Evaluate,
            Curvature = TensorSet<T>.Unflatten(layout, Doubles.To<T>(Curvature(point))),
        };
    }

    /// <summary>Takes steps from the start, each with its gradient and <see cref="Inputs"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="steps">How many steps.</param>
    /// <returns>Where it has come to: the parameters to predict with, for optimizers that have others than those of the last step.</returns>
    public double[] Minimize<T>(IGradientTransformation optimizer, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        TensorSet<T> parameters = StartParameters<T>();
        OptimizerState<T> state = optimizer.Init(parameters);
        for (int step = 0; step < steps; step++)
        {
            TensorSet<T> gradients = Evaluate(parameters).Gradients;
            (parameters, state) = optimizer.Step(parameters, gradients, state, Inputs(parameters), donate: false);
        }
        return Point(optimizer.EvaluationParameters(parameters, state));
    }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    private static double[] Point<T>(TensorSet<T> at)
        where T : unmanaged, IFloatingPointIeee754<T> => Doubles.From<T>(at.Flatten());

    private double[] Curvature(double[] point)
    {
        double[] curvature = new double[point.Length];
        for (int i = 0; i < curvature.Length; i++)
        {
            double step = DifferenceStep * Math.Max(1, Math.Abs(point[i]));
            double[] above = [.. point];
            double[] below = [.. point];
            above[i] += step;
            below[i] -= step;
            curvature[i] = (gradient(above)[i] - gradient(below)[i]) / (above[i] - below[i]);
        }
        return curvature;
    }

    private double[] Checked(double[] point) =>
        point?.Length == Start.Count
            ? point
            : throw new ArgumentException(
                FormattableString.Invariant($"{Name} takes {Start.Count} coordinates, but got {point?.Length ?? 0}."),
                nameof(point)
            );
}
