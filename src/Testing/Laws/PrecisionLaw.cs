using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>The trajectory in float stays near the trajectory in double.</summary>
internal static class PrecisionLaw
{
    public static string? SingleFollowsDouble(LawCase drawn)
    {
        StepResult<double> wide = drawn.Start<double>();
        StepResult<float> single = drawn.Start<float>();
        for (int step = 0; step < drawn.Options.Steps; step++)
        {
            wide = drawn.Step(step, wide);
            single = drawn.Step(step, single);
        }
        foreach (TensorSlot slot in drawn.Layout.Slots)
        {
            ReadOnlySpan<double> expected = wide.Parameters[slot.Name].Span;
            ReadOnlySpan<float> actual = single.Parameters[slot.Name].Span;
            for (int i = 0; i < slot.Length; i++)
            {
                double deviation = Math.Abs(actual[i] - expected[i]) / Math.Max(1, Math.Abs(expected[i]));
                if (!(deviation <= drawn.Options.SingleTolerance))
                {
                    return FormattableString.Invariant(
                        $"{slot.Name}[{i}] after {drawn.Options.Steps} steps is {actual[i]:R} in float, {expected[i]:R} in double: deviation {deviation:E2}, allowed {drawn.Options.SingleTolerance:E2}"
                    );
                }
            }
        }
        return null;
    }
}
