using System.Globalization;
using System.Text.Json;
using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>
/// The problem that all trajectories run on: some tensors, a start, and gradients that are either given or those of f = ½ xᵀAx − bᵀx.
/// Points are handled as the flat numbers of the file; <see cref="Set"/> makes tensors of them.
/// </summary>
internal sealed class OptimizerProblem
{
    private readonly double[][] given;
    private readonly double[][] matrix;
    private readonly double[] offset;
    private readonly double[] curvature;

    public OptimizerProblem(JsonElement problem)
    {
        Shape[] shapes = [.. problem.Member("shapes").Items().Select(shape => new Shape(shape.Integers()))];
        Layout = new TensorLayout(
            shapes.Select((shape, index) => ("tensor" + (index + 1).ToString(CultureInfo.InvariantCulture), shape))
        );
        Start = problem.Member("x0").Numbers();
        given = [.. problem.Member("random_grads").Items().Select(row => row.Numbers())];
        matrix = [.. problem.Member("A").Items().Select(row => row.Numbers())];
        offset = problem.Member("b").Numbers();
        curvature = problem.Optional("hess_diag")?.Numbers() ?? [.. matrix.Select((row, index) => row[index])];
        if (Layout.ParameterCount != Start.Length)
        {
            throw new ReferenceFormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the shapes hold {Layout.ParameterCount} numbers, x0 has {Start.Length}"
                )
            );
        }
    }

    public TensorLayout Layout { get; }

    public double[] Start { get; }

    public int GivenSteps => given.Length;

    public TensorSet<double> Set(double[] flat) => TensorSet<double>.Unflatten(Layout, flat);

    /// <summary>The gradient of a step at a point.</summary>
    public double[] Gradient(string kind, int step, double[] at) =>
        kind switch
        {
            "random" => given[step],
            "quadratic" => QuadraticGradient(at),
            _ => throw new NoCounterpartException($"the gradient kind '{kind}' is unknown"),
        };

    /// <summary>What rules may ask for beyond the gradient.</summary>
    public StepInputs<double> Inputs(string kind, int step, double[] at) =>
        new()
        {
            Loss = kind == "quadratic" ? Value(at) : null,
            Curvature = Set(curvature),
            Gradient = point =>
            {
                double[] flat = point.Flatten();
                return new LossAndGradients<double>(Value(flat), Set(Gradient(kind, step, flat)));
            },
        };

    private double Value(double[] at)
    {
        double value = 0;
        for (int i = 0; i < at.Length; i++)
        {
            value += at[i] * (Row(i, at) / 2 - offset[i]);
        }
        return value;
    }

    private double[] QuadraticGradient(double[] at)
    {
        double[] gradient = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            gradient[i] = Row(i, at) - offset[i];
        }
        return gradient;
    }

    private double Row(int i, double[] at)
    {
        double sum = 0;
        for (int j = 0; j < at.Length; j++)
        {
            sum += matrix[i][j] * at[j];
        }
        return sum;
    }
}
