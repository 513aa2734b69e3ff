using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>Laws of <see cref="OptimizerExtensions.Step"/>.</summary>
internal static class StepLaws
{
    public static string? StepIsUpdateApplied(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        for (int step = 0; step < drawn.Options.Steps; step++)
        {
            TensorSet<double> gradients = drawn.Gradients<double>(step);
            StepInputs<double>? inputs = drawn.Inputs(step, parameters, gradients);
            (TensorSet<double> updates, OptimizerState<double> updated) = drawn.Transformation.Update(
                gradients,
                state,
                parameters,
                inputs
            );
            (TensorSet<double> stepped, OptimizerState<double> next) = drawn.Transformation.Step(
                parameters,
                gradients,
                state,
                inputs
            );
            string? difference =
                Bits.Differ(Bits.At("the parameters after step", step), stepped, parameters + updates)
                ?? Bits.Differ(Bits.At("the state after step", step), next, updated);
            if (difference is not null)
            {
                return difference;
            }
            (parameters, state) = (stepped, next);
        }
        return null;
    }

    public static string? DonatedIsPure(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        TensorSet<double> given = drawn.Parameters<double>();
        OptimizerState<double> givenState = drawn.Transformation.Init(given);
        for (int step = 0; step < drawn.Options.Steps; step++)
        {
            TensorSet<double> gradients = drawn.Gradients<double>(step);
            StepInputs<double>? inputs = drawn.Inputs(step, parameters, gradients);
            (parameters, state) = drawn.Transformation.Step(parameters, gradients, state, inputs);
            (given, givenState) = drawn.Transformation.Step(given, gradients, givenState, inputs, donate: true);
            string? difference =
                Bits.Differ(Bits.At("the parameters after donated step", step), given, parameters)
                ?? Bits.Differ(Bits.At("the state after donated step", step), givenState, state)
                ?? Bits.Differ(Bits.At("the gradients of donated step", step), gradients, drawn.Gradients<double>(step));
            if (difference is not null)
            {
                return difference;
            }
        }
        return null;
    }
}
