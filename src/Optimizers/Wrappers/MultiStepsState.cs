using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of <see cref="MultiSteps"/>: that of the optimizer, and the gradients gathered since its last step.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class MultiStepsState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal MultiStepsState(
        long step,
        OptimizerState<T> inner,
        TensorSet<T> gathered,
        long miniStep,
        long gradientStep,
        TensorSet<T>? spare = null
    )
        : base(step, inner)
    {
        Spare = spare;
        Gathered = gathered;
        MiniStep = Require.NotNegative(miniStep);
        GradientStep = Require.NotNegative(gradientStep);
    }

    /// <summary>The mean or sum of the gradients since the optimizer's last step; zero just after it.</summary>
    public TensorSet<T> Gathered { get; }

    /// <summary>The number of gradients in it.</summary>
    public long MiniStep { get; }

    /// <summary>The number of steps of the optimizer so far.</summary>
    public long GradientStep { get; }

    /// <summary>Memory that a donated step may use for its total: no part of the value of the state. Null where there is none.</summary>
    internal TensorSet<T>? Spare { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> OwnTensors => [new("gathered", Gathered)];

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, double>> OwnScalars =>
        [new("miniStep", MiniStep), new("gradientStep", GradientStep)];

    /// <summary>The state after one more gradient.</summary>
    internal MultiStepsState<T> Gather(OptimizerState<T> inner, TensorSet<T> gathered, TensorSet<T>? spare = null) =>
        new(NextStep, inner, gathered, After(MiniStep), GradientStep, spare);

    /// <summary>The state after a step of the optimizer.</summary>
    internal MultiStepsState<T> Start(OptimizerState<T> inner, TensorSet<T> zeros, TensorSet<T>? spare = null) =>
        new(NextStep, inner, zeros, 0, After(GradientStep), spare);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) =>
        new MultiStepsState<T>(
            step,
            parts[0],
            tensors["gathered"],
            Require.Count(scalars["miniStep"], "miniStep"),
            Require.Count(scalars["gradientStep"], "gradientStep")
        );
}
