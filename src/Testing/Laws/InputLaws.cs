using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>The law of <see cref="StepInputs{T}"/>: a rule either does without an input, or says that it lacks it.</summary>
internal static class InputLaws
{
    public static string? MissingInputsNamed(LawCase drawn)
    {
        (TensorSet<double> parameters, OptimizerState<double> state) = drawn.Start<double>();
        TensorSet<double> gradients = drawn.Gradients<double>(0);
        StepInputs<double> full = drawn.Inputs(0, parameters, gradients) ?? new StepInputs<double>();
        (string Name, StepInputs<double>? Inputs)[] missing =
        [
            (nameof(full.Loss), full with { Loss = null }),
            (nameof(full.Metric), full with { Metric = null }),
            (nameof(full.Gradient), full with { Gradient = null }),
            (nameof(full.Curvature), full with { Curvature = null }),
            ("StepInputs", null),
        ];
        foreach ((string name, StepInputs<double>? inputs) in missing)
        {
            try
            {
                _ = drawn.Transformation.Update(gradients, state, parameters, inputs);
            }
            catch (InvalidOperationException refused) when (refused.Message.Contains(name, StringComparison.Ordinal))
            {
                if (
                    Bits.Differ(
                        $"after the refusal for want of {name}, the parameters",
                        parameters,
                        drawn.Parameters<double>()
                    ) is
                    { } difference
                )
                {
                    return difference;
                }
            }
        }
        return null;
    }
}
