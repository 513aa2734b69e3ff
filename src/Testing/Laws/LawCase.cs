using System.Globalization;
using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>The random layout, parameters and gradients of one case. Values are floats, so that both precisions start from the same numbers.</summary>
internal sealed class LawCase
{
    private readonly double[] parameters;
    private readonly double[][] gradients;

    public LawCase(IGradientTransformation transformation, OptimizerLawOptions options, CheckCase drawn)
    {
        Transformation = transformation;
        Options = options;
        CaseRandom random = new(drawn);
        Layout = DrawLayout(random);
        parameters = Draw(random, zeros: 0);
        gradients = [.. Enumerable.Range(0, options.Steps).Select(_ => Draw(random, zeros: 8))];
    }

    public IGradientTransformation Transformation { get; }

    public OptimizerLawOptions Options { get; }

    public TensorLayout Layout { get; }

    public TensorSet<T> Parameters<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => TensorSet<T>.Unflatten(Layout, Doubles.To<T>(parameters));

    /// <summary>The gradients of a step; zero for tensors that are not trainable, as evaluation gives them.</summary>
    public TensorSet<T> Gradients<T>(int step)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorSet<T>.Unflatten(Layout, Doubles.To<T>(gradients[step]));

    /// <summary>All that a rule may ask for beyond gradients: a quadratic's loss, gradient and curvature.</summary>
    public static StepInputs<T> Inputs<T>(TensorSet<T> at)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new()
        {
            Loss = at.Dot(at) / 2,
            Metric = 1,
            Curvature = at.Map(_ => T.One),
            Gradient = point => new LossAndGradients<T>(point.Dot(point) / 2, point),
        };

    /// <summary>The first update, from the first state.</summary>
    public TransformationResult<double> FirstUpdate(
        TensorSet<double> at,
        TensorSet<double> gradient,
        OptimizerState<double> state
    ) => Transformation.Update(gradient, state, at, Inputs(at));

    private static TensorLayout DrawLayout(CaseRandom random)
    {
        int count = random.Integer(1, 4);
        List<(string, Shape, bool)> tensors = [];
        for (int i = 0; i < count; i++)
        {
            int rank = random.Integer(0, 3);
            int[] extents = new int[rank];
            for (int axis = 0; axis < rank; axis++)
            {
                extents[axis] = axis == rank - 1 ? random.RaggedLength() : random.Integer(1, 4);
            }
            if (rank > 0 && random.Integer(0, 24) == 0)
            {
                extents[0] = 0;
            }
            bool trainable = i == 0 || random.Integer(0, 4) > 0;
            string name = (i + 1).ToString(CultureInfo.InvariantCulture);
            tensors.Add(($"layer{name}.{(rank < 2 ? "bias" : "weight")}", new Shape(extents), trainable));
        }
        return TensorLayout.Create(tensors);
    }

    private double[] Draw(CaseRandom random, int zeros)
    {
        List<double> values = [];
        foreach (TensorSlot slot in Layout.Slots)
        {
            for (int i = 0; i < slot.Length; i++)
            {
                double value = (float)random.Value(-3, 3);
                bool isZero = zeros > 0 && (!slot.Trainable || random.Integer(0, zeros) == 0);
                values.Add(isZero ? 0 : value);
            }
        }
        return [.. values];
    }
}
