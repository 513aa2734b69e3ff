using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Gathers gradients over several steps, and lets an optimizer step with their mean or sum: large batches in small memory.</summary>
/// <remarks>
/// <para><c>ḡ ← ḡ + (g − ḡ) / n</c> in the n-th of k steps, or <c>ḡ ← ḡ + g</c> for a sum; after the k-th the optimizer steps with <c>ḡ</c>. The other steps change no parameter.</para>
/// <para>
/// The optimizer's own step, and so its schedules, count gathered gradients only. <see cref="Steps"/> is a schedule of them: a batch may grow in training. A
/// gathering step costs one pass over the gradients. To leave out bad gradients, put <see cref="ApplyIfFinite"/> or <see cref="SkipLargeUpdates"/> around: a
/// gradient that they skip is not gathered. The loss, metric, curvature and gradient function that the optimizer gets are those of the last gradients.
/// </para>
/// <para>
/// Differences: none; as Optax's <c>MultiSteps</c>, whose <c>should_skip_update_fn</c> is a wrapper here. In PyTorch gradients add up until <c>zero_grad</c>:
/// <see cref="UsesMean"/> set to false.
/// </para>
/// <para>The Optax authors, "Gradient Accumulation", Optax documentation, 2021.</para>
/// </remarks>
public sealed record MultiSteps : ISteppingTransformation, IWrapper, IHasEvaluationParameters
{
    private readonly TensorSelector _trained;
    private readonly int _degree;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner">The optimizer that steps with what was gathered.</param>
    /// <param name="steps">How many gradients are gathered; at least 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is less than 1.</exception>
    public MultiSteps(IGradientTransformation inner, long steps)
        : this(inner, Schedule.Constant(Require.AtLeastOne(steps))) { }

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner">The optimizer that steps with what was gathered.</param>
    /// <param name="steps">How many gradients are gathered, at each step of the optimizer: a whole number, at least 1.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is constant, and not a whole number of at least 1.</exception>
    public MultiSteps(IGradientTransformation inner, Schedule steps)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(steps);
        Inner = inner;
        Steps =
            steps is ConstantSchedule { Value: var count } && !IsCount(count)
                ? throw new ArgumentOutOfRangeException(
                    nameof(steps),
                    string.Create(CultureInfo.InvariantCulture, $"steps must be a whole number of at least 1, but is {count}.")
                )
                : steps;
        _trained = TensorSelector.TrainedBy(inner);
        _degree = ElementLoops.DegreeOf(inner);
    }

    /// <summary>The optimizer that steps with what was gathered.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>How many gradients are gathered, at each step of the optimizer.</summary>
    public Schedule Steps { get; }

    /// <summary>Whether the optimizer gets the mean of the gradients, or their sum.</summary>
    public bool UsesMean { get; init; } = true;

    ISteppingTransformation? IWrapper.Around(IGradientTransformation inner) =>
        new MultiSteps(inner, Steps) { UsesMean = UsesMean };

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        OptimizerState<T> inner = Inner.Init(parameters);
        return new MultiStepsState<T>(0, inner, TensorSet<T>.Zeros(_trained.Of(parameters.Layout).Part), 0, 0);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException"><see cref="Steps"/> gives something else than a whole number of at least 1.</exception>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        MultiStepsState<T> current = Check(state, parameters, gradients);
        if (!IsLast(current))
        {
            return new TransformationResult<T>(
                TensorSet<T>.Zeros(parameters.Layout),
                current.Gather(current.Inner.Copy(), Gathered(current, gradients))
            );
        }

        TensorSet<T> total = Total(current, gradients, spare: null);
        (TensorSet<T> updates, OptimizerState<T> inner) = Inner.Update(total, current.Inner, parameters, inputs);
        return new TransformationResult<T>(updates, current.Start(inner, TensorSet<T>.Zeros(current.Gathered.Layout)));
    }

    /// <inheritdoc/>
    /// <remarks>Those of the optimizer inside.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Inner.EvaluationParameters(parameters, WrapperState.Of<MultiStepsState<T>, T>(state, this).Inner);

    /// <summary>The optimizer and the settings.</summary>
    /// <returns>For example <c>MultiSteps(Adam(…), steps: 4, usesMean: True)</c>.</returns>
    public override string ToString() => $"MultiSteps({Inner}, steps: {Steps}, usesMean: {UsesMean})";

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        MultiStepsState<T> current = Check(state, parameters, gradients);
        return IsLast(current)
            ? StepInner(parameters, gradients, current, inputs, donate)
            : GatherOnly(parameters, gradients, current, donate);
    }

    private StepResult<T> GatherOnly<T>(TensorSet<T> parameters, TensorSet<T> gradients, MultiStepsState<T> current, bool donate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!donate)
        {
            return new StepResult<T>(parameters.Copy(), current.Gather(current.Inner.Copy(), Gathered(current, gradients)));
        }

        TensorBuffer<T>[] buffers = new TensorBuffer<T>[2];
        TensorBuffer<T>.ClaimAll([parameters, current.Gathered], nameof(MultiSteps), buffers);
        Gather(buffers[1].Span, gradients, current.MiniStep, buffers[1]);
        OptimizerState<T> inner = Unchanged.Pass(current.Inner, nameof(MultiSteps), donate);
        return new StepResult<T>(buffers[0].Freeze(), current.Gather(inner, buffers[1].Freeze(), current.Spare));
    }

    private StepResult<T> StepInner<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        MultiStepsState<T> current,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The total has memory of its own: were it written over what was gathered, that would be lost when the optimizer then throws.
        TensorSet<T> total = Total(current, gradients, donate ? current.Spare : null);
        if (!donate)
        {
            (TensorSet<T> moved, OptimizerState<T> after) = Inner.Step(parameters, total, current.Inner, inputs);
            return new StepResult<T>(moved, current.Start(after, TensorSet<T>.Zeros(current.Gathered.Layout)));
        }

        TensorBuffer<T> buffer = TensorBuffer<T>.Claim(current.Gathered, nameof(MultiSteps));
        try
        {
            (TensorSet<T> moved, OptimizerState<T> after) = Inner.Step(parameters, total, current.Inner, inputs, donate: true);
            buffer.Span.Clear();

            // Rules keep no gradients, so the total's memory is free for the next one; of other objects nobody knows.
            TensorSet<T>? spare = StepMemory.KeepsNothing(Inner) && current.MiniStep > 0 ? total : null;
            return new StepResult<T>(moved, current.Start(after, buffer.Freeze(), spare));
        }
        catch
        {
            buffer.Unclaim();
            throw;
        }
    }

    /// <summary>The gradients for the optimizer: what was gathered and the last ones; the last ones alone where nothing was.</summary>
    private TensorSet<T> Total<T>(MultiStepsState<T> current, TensorSet<T> gradients, TensorSet<T>? spare)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (current.MiniStep == 0)
        {
            return gradients;
        }

        // What takes no part stays zero in the spare memory, too.
        TensorBuffer<T> total =
            spare is { IsDonated: false } && spare.Layout == gradients.Layout
                ? TensorBuffer<T>.Claim(spare, nameof(MultiSteps))
                : TensorBuffer<T>.Allocate(gradients.Layout);
        foreach (TensorSelection.Stretch range in _trained.Of(gradients.Layout).Ranges)
        {
            Gather(
                current.Gathered.Span.Slice(range.PartOffset, range.Length),
                gradients.Span.Slice(range.Offset, range.Length),
                current.MiniStep,
                total.Span.Slice(range.Offset, range.Length)
            );
        }

        return total.Freeze();
    }

    private TensorSet<T> Gathered<T>(MultiStepsState<T> current, TensorSet<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorBuffer<T> next = TensorBuffer<T>.AllocateUninitialized(current.Gathered.Layout);
        Gather(current.Gathered.Span, gradients, current.MiniStep, next);
        return next.Freeze();
    }

    private void Gather<T>(ReadOnlySpan<T> before, TensorSet<T> gradients, long miniStep, TensorBuffer<T> next)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (TensorSelection.Stretch range in _trained.Of(gradients.Layout).Ranges)
        {
            Gather(
                before.Slice(range.PartOffset, range.Length),
                gradients.Span.Slice(range.Offset, range.Length),
                miniStep,
                next.Span.Slice(range.PartOffset, range.Length)
            );
        }
    }

    /// <summary>What was gathered and one more gradient; the target may be where it was gathered.</summary>
    private void Gather<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> gradients, long miniStep, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (miniStep == 0)
        {
            gradients.CopyTo(target);
        }
        else if (UsesMean)
        {
            BlendLoop<T> loop = new(before, gradients, T.CreateTruncating(1.0 / (miniStep + 1)), target);
            ElementLoops.Run<T, BlendLoop<T>>(loop, _degree);
        }
        else
        {
            before.CopyTo(target);
            AddLoop<T> loop = new(gradients, target);
            ElementLoops.Run<T, AddLoop<T>>(loop, _degree);
        }
    }

    private bool IsLast<T>(MultiStepsState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double count = Steps.At(state.GradientStep);
        return IsCount(count)
            ? state.MiniStep + 1 >= count
            : throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The steps of MultiSteps must be a whole number of at least 1, but {Steps} is {count} at step {state.GradientStep}."
                )
            );
    }

    private static bool IsCount(double value) => double.IsFinite(value) && value >= 1 && double.IsInteger(value);

    private MultiStepsState<T> Check<T>(OptimizerState<T> state, TensorSet<T> parameters, TensorSet<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        MultiStepsState<T> current = WrapperState.Of<MultiStepsState<T>, T>(state, this);
        Throw.IfLayoutDiffers(gradients.Layout, parameters.Layout, nameof(gradients));
        Throw.IfLayoutDiffers(current.Gathered.Layout, _trained.Of(parameters.Layout).Part, nameof(MultiStepsState<>.Gathered));
        return current;
    }
}
