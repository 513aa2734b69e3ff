using System.Numerics;
using System.Runtime.InteropServices;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing.Tests.Laws;

public sealed class ChangesItsGradients : Descent
{
    protected override TensorSet<T> Updates<T>(TensorSet<T> gradients, TensorSet<T> parameters)
    {
        TensorSet<T> updates = base.Updates(gradients, parameters);
        Span<T> writable = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(gradients.Span), gradients.Span.Length);
        foreach (TensorSlot slot in gradients.Layout.Slots)
        {
            writable.Slice(slot.Offset, slot.Length).Fill(T.One);
        }
        return updates;
    }
}

public sealed class CountsCalls : Descent
{
    private int calls;

    protected override TensorSet<T> Updates<T>(TensorSet<T> gradients, TensorSet<T> parameters) => -0.1 * ++calls * gradients;
}

public sealed class AddsATensor : Descent
{
    protected override TensorSet<T> Updates<T>(TensorSet<T> gradients, TensorSet<T> parameters) =>
        TensorSet<T>.Zeros(gradients.Layout.Add("extra", Shape.Scalar));
}

public sealed class DividesByTheNorm : Descent
{
    protected override TensorSet<T> Updates<T>(TensorSet<T> gradients, TensorSet<T> parameters)
    {
        T norm = T.CreateTruncating(gradients.Norm());
        return gradients.Map(gradient => -gradient / norm);
    }
}

public sealed class DecaysFrozenTensors : Descent
{
    protected override TensorSet<T> Updates<T>(TensorSet<T> gradients, TensorSet<T> parameters) =>
        -0.1 * (gradients + parameters);
}

public sealed class StartsWithTheParametersThemselves : Descent
{
    public override OptimizerState<T> Init<T>(TensorSet<T> parameters) => new DescentState<T>(0, parameters);
}

public sealed class NeverCounts : Descent
{
    protected override long NextStep(long step) => step;
}

public sealed class TakesAnyState : Descent
{
    protected override DescentState<T> Own<T>(OptimizerState<T> state) =>
        state as DescentState<T> ?? new DescentState<T>(state.Step, TensorSet<T>.Zeros(TensorLayout.Empty));
}

/// <summary>Steps the longer, the later a tensor stands.</summary>
public sealed class CountsTensors : Descent
{
    protected override TensorSet<T> Updates<T>(TensorSet<T> gradients, TensorSet<T> parameters) =>
        TensorSet<T>.Create(
            gradients.Layout,
            gradients.Layout.Slots.Select((slot, i) => (slot.Name, gradients.Scale(-0.1 * (i + 1))[slot.Name].ToArray()))
        );
}

public sealed class LosesPrecision : Descent
{
    protected override TensorSet<T> Updates<T>(TensorSet<T> gradients, TensorSet<T> parameters) =>
        typeof(T) == typeof(float) ? -0.11 * gradients : -0.1 * gradients;
}

/// <summary>Steps differently from update and addition, and differently again when it may reuse buffers.</summary>
public sealed class StepsItsOwnWay(bool onlyDonated) : Descent, ISteppingTransformation
{
    public StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (TensorSet<T> updates, OptimizerState<T> next) = Update(gradients, state, parameters, inputs);
        double factor = donate == onlyDonated ? 1.5 : 1;
        return new StepResult<T>(parameters + factor * updates, next);
    }
}
