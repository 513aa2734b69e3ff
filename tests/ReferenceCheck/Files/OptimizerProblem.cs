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
    private readonly double[][]? matrix;
    private readonly double[]? offset;
    private readonly double[]? curvature;

    public OptimizerProblem(JsonElement problem)
    {
        Shape[] shapes = [.. problem.Member("shapes").Items().Select(shape => new Shape(shape.Integers()))];
        Layout = new TensorLayout(
            shapes.Select((shape, index) => ("tensor" + (index + 1).ToString(CultureInfo.InvariantCulture), shape))
        );
        Start = problem.Member("x0").Numbers();
        given = [.. problem.ItemsOrNone("random_grads").Select(row => row.Numbers())];
        if (problem.Optional("A") is { } rows)
        {
            matrix = [.. rows.Items().Select(row => row.Numbers())];
            RequireLength(matrix.Length, "A");
            RequireLengths(matrix, "A");
        }
        offset = problem.Optional("b")?.Numbers();
        curvature = problem.Optional("hess_diag")?.Numbers() ?? matrix?.Select((row, index) => row[index]).ToArray();
        RequireLengths(given, "random_grads");
        RequireLength(offset?.Length ?? Start.Length, "b");
        RequireLength(curvature?.Length ?? Start.Length, "hess_diag");
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

    public TensorSet<double> Set(double[] flat) => TensorSet<double>.Unflatten(Layout, flat);

    /// <summary>The gradient of a step at a point.</summary>
    public double[] Gradient(string kind, int step, double[] at) =>
        kind switch
        {
            "random" when step >= given.Length => throw new ReferenceFormatException(
                FormattableString.Invariant($"'random_grads' has {given.Length} rows, and the case has more steps")
            ),
            "random" => given[step],
            "quadratic" => QuadraticGradient(at),
            _ => throw new NoCounterpartException($"the gradient kind '{kind}' is unknown"),
        };

    /// <summary>What rules may ask for beyond the gradient.</summary>
    public StepInputs<double> Inputs(string kind, int step, double[] at) =>
        new()
        {
            Loss = matrix is null || offset is null ? null : Value(at),
            Curvature = curvature is null ? null : Set(curvature),
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
            value += at[i] * (Row(i, at) / 2 - Offset(i));
        }
        return value;
    }

    private double[] QuadraticGradient(double[] at)
    {
        double[] gradient = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            gradient[i] = Row(i, at) - Offset(i);
        }
        return gradient;
    }

    private double Offset(int i) => (offset ?? throw new ReferenceFormatException("member 'b' of the problem is missing"))[i];

    private void RequireLengths(double[][] rows, string name)
    {
        foreach ((int index, double[] row) in rows.Index())
        {
            RequireLength(row.Length, FormattableString.Invariant($"{name}[{index}]"));
        }
    }

    private void RequireLength(int length, string name)
    {
        if (length != Start.Length)
        {
            throw new ReferenceFormatException(
                FormattableString.Invariant($"'{name}' of the problem has {length} elements, x0 has {Start.Length}")
            );
        }
    }

    private double Row(int i, double[] at)
    {
        if (matrix is null)
        {
            throw new ReferenceFormatException("member 'A' of the problem is missing");
        }
        double sum = 0;
        for (int j = 0; j < at.Length; j++)
        {
            sum += matrix[i][j] * at[j];
        }
        return sum;
    }
}
