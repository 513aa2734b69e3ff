using System.Globalization;
using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>The random layout, parameters, gradients, curvature and metrics of one case. Values are floats, so that both precisions start from the same numbers.</summary>
internal sealed class LawCase
{
    private readonly double[] parameters;
    private readonly double[][] gradients;
    private readonly double[] curvature;
    private readonly double[] metrics;

    public LawCase(IGradientTransformation transformation, OptimizerLawOptions options, CheckCase drawn)
    {
        Transformation = transformation;
        Options = options;
        Drawn = drawn;
        CaseRandom random = new(drawn);
        Layout = DrawLayout(random);
        parameters = Draw(random, zeros: 0);
        gradients = [.. Enumerable.Range(0, options.Steps).Select(_ => Draw(random, zeros: 8))];
        curvature = DrawCurvature(random);
        metrics = [.. Enumerable.Range(0, options.Steps).Select(_ => random.Value(0, 4))];
    }

    public IGradientTransformation Transformation { get; }

    public OptimizerLawOptions Options { get; }

    public CheckCase Drawn { get; }

    public TensorLayout Layout { get; }

    public TensorSet<T> Parameters<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Set<T>(parameters);

    /// <summary>The gradients of a step; zero for tensors that are not trainable, as evaluation gives them.</summary>
    public TensorSet<T> Gradients<T>(int step)
        where T : unmanaged, IFloatingPointIeee754<T> => Set<T>(gradients[step]);

    /// <summary>All that a rule may ask for beyond gradients, consistent with them; null where the options give none. The layout may be in another order.</summary>
    public StepInputs<T>? Inputs<T>(int step, TensorSet<T> at, TensorSet<T> gradient, double scale = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!Options.GivesInputs)
        {
            return null;
        }
        TensorSet<T> heights = Set<T>(curvature).Scale(scale);
        if (at.Layout != Layout)
        {
            heights = TensorSet<T>.Create(at.Layout, at.Layout.Slots.Select(slot => (slot.Name, heights[slot.Name].ToArray())));
        }
        return new LawQuadratic<T>(at, gradient, heights, scale * Options.LossMinimum).Inputs(metrics[step]);
    }

    /// <summary>The update of a step, with the step's inputs.</summary>
    public TransformationResult<double> Update(
        int step,
        TensorSet<double> at,
        TensorSet<double> gradient,
        OptimizerState<double> state
    ) => Transformation.Update(gradient, state, at, Inputs(step, at, gradient));

    /// <summary>A step with its gradients and inputs.</summary>
    public StepResult<T> Step<T>(int step, StepResult<T> current)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T> gradient = Gradients<T>(step);
        return Transformation.Step(current.Parameters, gradient, current.State, Inputs(step, current.Parameters, gradient));
    }

    /// <summary>Where every trajectory starts.</summary>
    public StepResult<T> Start<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T> start = Parameters<T>();
        return new StepResult<T>(start, Transformation.Init(start));
    }

    private TensorSet<T> Set<T>(double[] values)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorSet<T>.Unflatten(Layout, Doubles.To<T>(values));

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

    private double[] DrawCurvature(CaseRandom random) =>
        [
            .. Layout.Slots.SelectMany(slot =>
                Enumerable.Range(0, slot.Length).Select(_ => slot.Trainable ? (double)(float)(0.25 + 3.75 * random.Unit()) : 0)
            ),
        ];
}
