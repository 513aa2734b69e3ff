using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Learns the scale of another optimizer's steps: the inner optimizer says where to go, a betting game over several memories says how far.</summary>
/// <remarks>
/// <para>
/// <c>Δ = (p − p₀) / (S + ε)</c>, where <c>S = Σ sᵢ</c>; <c>h = −⟨g + λ S ‖g‖ p / (‖p‖ + ε), Δ⟩</c>; for each of n memories with <c>βᵢ = 1 − 10⁻ⁱ</c>:
/// <c>r = β r + clip(h, ±m) s</c>, <c>m = max(β m, |h| + ε)</c>, <c>v = β² v + h²</c>, <c>s = (s₀ m / n + max(r, 0)) / (√v + ε)</c>;
/// <c>p ← p₀ + (Σ sᵢ) (Δ + u)</c>, where u is the inner optimizer's update and p₀ are the parameters at the start.
/// </para>
/// <para>
/// The inner optimizer keeps its learning rate, which should be of the order of 1, and its schedule. Norms and products are over all trainable tensors
/// together. The parameters are read back from p₀, S and what the gradients were taken at: another transformation after this one in a chain is taken for a part of Δ.
/// A step costs the inner one and two passes; memory it needs beyond that is pooled. An average that the inner optimizer keeps is one of points that are never
/// visited, so it is none to evaluate at: put <see cref="Averaged"/> around.
/// </para>
/// <para>Differences: none; as Optax's <c>mechanize</c>, which is by the authors. The paper neither clips h nor adds ε to it, and starts all scales at 0.</para>
/// <para>A. Cutkosky, A. Defazio, H. Mehta, "Mechanic: A Learning Rate Tuner", NeurIPS 2023.</para>
/// </remarks>
public sealed record Mechanic : ISteppingTransformation, IWrapper
{
    /// <summary>How many elements a product takes at once.</summary>
    private readonly TensorSelector _trained;
    private readonly int _degree;

    /// <summary>Tunes an optimizer.</summary>
    /// <param name="inner">The optimizer: its updates are what would be added to the parameters at scale 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    public Mechanic(IGradientTransformation inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
        _trained = TensorSelector.TrainedBy(inner);
        _degree = ElementLoops.DegreeOf(inner);
    }

    /// <summary>The optimizer whose steps are scaled.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>The sum of the scales before the first gains, about, s₀; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    public double InitialScale
    {
        get;
        init => field = Require.Positive(value, nameof(InitialScale));
    } = 1e-6;

    /// <summary>How strongly the tuner is drawn to smaller parameters, λ; not negative. It is no decay of the parameters themselves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    public double WeightDecay
    {
        get;
        init => field = Require.NotNegative(value, nameof(WeightDecay));
    } = 1e-2;

    /// <summary>What keeps quotients finite, ε; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    public double Epsilon
    {
        get;
        init => field = Require.Positive(value, nameof(Epsilon));
    } = 1e-8;

    /// <summary>How many memories bet, n; at least 1. They forget at rates 0.9, 0.99, 0.999, ….</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public int MemoryCount
    {
        get;
        init => field = (int)Require.AtLeastOne(value, nameof(MemoryCount));
    } = 6;

    ISteppingTransformation IWrapper.Around(IGradientTransformation inner) =>
        new Mechanic(inner)
        {
            InitialScale = InitialScale,
            WeightDecay = WeightDecay,
            Epsilon = Epsilon,
            MemoryCount = MemoryCount,
        };

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        MechanicMemory[] memories = new MechanicMemory[MemoryCount];
        Array.Fill(memories, new MechanicMemory(InitialScale, Reward: 0, Largest: 0, Squares: 0));
        TensorSet<T> reference = _trained.Of(parameters.Layout).GatherCopy(parameters).Freeze();
        return new MechanicState<T>(0, Inner.Init(parameters), reference, memories);
    }

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (MechanicState<T> current, MechanicMemory[] memories) = Bet(gradients, state, parameters);
        (TensorSet<T> updates, OptimizerState<T> inner) = Inner.Update(gradients, current.Inner, parameters, inputs);
        MechanicState<T> next = current.Next(inner, memories);
        TensorBuffer<T> results = TensorBuffer<T>.Allocate(parameters.Layout);
        Move(parameters.Span, (parameters + updates).Span, current, next, results, addsToParameters: false);
        parameters.CheckAlive();
        return new TransformationResult<T>(results.Freeze(), next);
    }

    /// <summary>The inner optimizer and the settings.</summary>
    /// <returns>For example <c>Mechanic(Sgd(…), initialScale: 1E-06, weightDecay: 0.01, epsilon: 1E-08, memoryCount: 6)</c>.</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Mechanic({Inner}, initialScale: {InitialScale}, weightDecay: {WeightDecay}, epsilon: {Epsilon}, memoryCount: {MemoryCount})"
        );

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        if (!donate)
        {
            return OptimizerExtensions.UpdateAndApply(this, parameters, gradients, state, inputs, donate);
        }

        (MechanicState<T> current, MechanicMemory[] memories) = Bet(gradients, state, parameters);
        T[] before = ArrayPool<T>.Shared.Rent(parameters.Layout.BufferLength);
        try
        {
            parameters.Span.CopyTo(before);
            // The inner step writes only when it can no longer throw, and nothing after it can.
            (TensorSet<T> moved, OptimizerState<T> inner) = Inner.Step(
                parameters,
                gradients,
                current.Inner,
                inputs,
                donate: true
            );
            MechanicState<T> next = current.Next(inner, memories);
            TensorBuffer<T> results = TensorBuffer<T>.Claim(moved, nameof(Mechanic));
            Move(before, results.Span, current, next, results, addsToParameters: true);
            return new StepResult<T>(results.Freeze(), next);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(before);
        }
    }

    /// <summary>What the memories make of the gradient along what has been moved so far.</summary>
    private (MechanicState<T> Current, MechanicMemory[] Memories) Bet<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(parameters);
        Throw.IfLayoutDiffers(gradients.Layout, parameters.Layout, nameof(gradients));
        TensorSelection trained = _trained.Of(parameters.Layout);
        MechanicState<T> current = CheckState(state, trained);
        (double ofGradient, double ofPoint) = Products(gradients, parameters, current.Reference, trained);
        double pull =
            WeightDecay * current.Scale * trained.Norm(gradients, _degree) / (trained.Norm(parameters, _degree) + Epsilon);
        double gain = -(ofGradient + (pull * ofPoint)) / (current.Scale + Epsilon);
        MechanicMemory[] memories = new MechanicMemory[MemoryCount];
        for (int i = 0; i < memories.Length; i++)
        {
            memories[i] = Bet(current.Memories[i], gain, 1 - Math.Pow(10, -(i + 1)));
        }

        gradients.CheckAlive();
        parameters.CheckAlive();
        return (current, memories);
    }

    private MechanicMemory Bet(MechanicMemory memory, double gain, double beta)
    {
        double bounded = Math.Clamp(gain, -memory.Largest, memory.Largest);
        double reward = (beta * memory.Reward) + (bounded * memory.Scale);
        double largest = Math.Max(beta * memory.Largest, Math.Abs(gain) + Epsilon);
        double squares = (beta * beta * memory.Squares) + (gain * gain);
        double wealth = (InitialScale / MemoryCount * largest) + Math.Max(reward, 0);
        return new MechanicMemory(wealth / (Math.Sqrt(squares) + Epsilon), reward, largest, squares);
    }

    /// <summary>The gradient, and the parameters, times how far the parameters are from the start.</summary>
    private (double OfGradient, double OfPoint) Products<T>(
        TensorSet<T> gradients,
        TensorSet<T> parameters,
        TensorSet<T> reference,
        TensorSelection trained
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double ofGradient = 0;
        double ofPoint = 0;
        for (int tensor = 0; tensor < trained.Indices.Length; tensor++)
        {
            int index = trained.Indices[tensor];
            (double gradient, double point) = MechanicProducts<T>.Of(
                gradients.Slot(index),
                parameters.Slot(index),
                reference.Slot(tensor),
                ElementLoops.Degree(parameters.Slot(index).Length, _degree)
            );
            ofGradient += gradient;
            ofPoint += point;
        }

        return (ofGradient, ofPoint);
    }

    private void Move<T>(
        ReadOnlySpan<T> parameters,
        ReadOnlySpan<T> moved,
        MechanicState<T> current,
        MechanicState<T> next,
        TensorBuffer<T> results,
        bool addsToParameters
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (TensorSelection.Stretch range in _trained.Of(results.Layout).Ranges)
        {
            MechanicLoop<T> loop = new(
                parameters.Slice(range.Offset, range.Length),
                current.Reference.Span.Slice(range.PartOffset, range.Length),
                moved.Slice(range.Offset, range.Length),
                T.CreateTruncating(1 / (current.Scale + Epsilon)),
                T.CreateTruncating(next.Scale),
                results.Span.Slice(range.Offset, range.Length),
                addsToParameters
            );
            ElementLoops.Run<T, MechanicLoop<T>>(loop, _degree);
        }
    }

    private MechanicState<T> CheckState<T>(OptimizerState<T> state, TensorSelection trained)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        MechanicState<T> own = WrapperState.Of<MechanicState<T>, T>(state, this);
        Throw.IfLayoutDiffers(own.Reference.Layout, trained.Part, nameof(MechanicState<>.Reference));
        return own.Memories.Count == MemoryCount ? own : throw WrapperState.Foreign(state, this);
    }
}
