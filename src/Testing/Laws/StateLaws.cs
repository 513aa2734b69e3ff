using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>Laws of the states that a transformation makes.</summary>
internal static class StateLaws
{
    /// <summary>What starts as the parameters must be a copy of them: donating the parameters must not take the state along.</summary>
    public static string? InitOwnsItsMemory(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        TensorBuffer<double>.Claim(parameters, "a test").Span.Fill(double.NaN);
        return Bits.Differ(
            "the state after its parameters were donated",
            state,
            drawn.Transformation.Init(drawn.Parameters<double>())
        );
    }

    public static string? StepCounted(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        for (long step = 0; step < drawn.Options.Steps; step++)
        {
            if (state.Step != step)
            {
                return FormattableString.Invariant($"after {step} updates the state says {state.Step}");
            }
            state = drawn.FirstUpdate(parameters, drawn.Gradients<double>((int)step), state).State;
        }
        return null;
    }

    public static string? Restored(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        (parameters, state) = drawn.Transformation.Step(
            parameters,
            drawn.Gradients<double>(0),
            state,
            LawCase.Inputs(parameters)
        );
        if (Bits.TryRestore(state) is not { } restored)
        {
            return null;
        }
        TensorSet<double> gradients = drawn.Gradients<double>(drawn.Options.Steps - 1);
        StepInputs<double> inputs = LawCase.Inputs(parameters);
        return Bits.Differ("the restored state", restored, state)
            ?? Bits.Differ(
                "the step from the restored state",
                drawn.Transformation.Step(parameters, gradients, restored, inputs).Parameters,
                drawn.Transformation.Step(parameters, gradients, state, inputs).Parameters
            );
    }

    public static string? OtherStateRefused(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        try
        {
            drawn.FirstUpdate(parameters, drawn.Gradients<double>(0), new ForeignState<double>());
            return "a state of another transformation was accepted";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private sealed class ForeignState<T>() : OptimizerState<T>(0)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
