using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>Laws that not every transformation keeps: what of the gradients and of the layout does not matter.</summary>
internal static class InvarianceLaws
{
    private const int LargestExponent = 20;

    public static string? OfScale(LawCase drawn)
    {
        CaseRandom random = new(drawn.Drawn);
        double exponent =
            drawn.Options.InvarianceTolerance > 0
                ? LargestExponent * (2 * random.Unit() - 1)
                : random.Integer(-LargestExponent, LargestExponent);
        double factor = Math.Pow(2, exponent);
        TensorSet<double>[] expected = Updates(drawn, drawn.Parameters<double>(), step => WithoutZeros(drawn, step));
        TensorSet<double>[] actual = Updates(
            drawn,
            drawn.Parameters<double>(),
            step => WithoutZeros(drawn, step).Scale(factor),
            factor
        );
        return Compare(drawn, FormattableString.Invariant($"with gradients multiplied by {factor:R}"), actual, expected);
    }

    public static string? OfOrder(LawCase drawn)
    {
        TensorLayout reversed = TensorLayout.Create(
            drawn.Layout.Slots.Reverse().Select(slot => (slot.Name, slot.Shape, slot.Trainable))
        );
        TensorSet<double>[] expected = Updates(drawn, drawn.Parameters<double>(), drawn.Gradients<double>);
        TensorSet<double>[] actual = Updates(
            drawn,
            Reorder(drawn.Parameters<double>(), reversed),
            step => Reorder(drawn.Gradients<double>(step), reversed)
        );
        return Compare(drawn, "with the tensors in reverse order", actual, expected);
    }

    /// <summary>The updates of every step, each from where the one before has led.</summary>
    private static TensorSet<double>[] Updates(
        LawCase drawn,
        TensorSet<double> parameters,
        Func<int, TensorSet<double>> gradientsOf,
        double scale = 1
    )
    {
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        TensorSet<double>[] all = new TensorSet<double>[drawn.Options.Steps];
        for (int step = 0; step < all.Length; step++)
        {
            TensorSet<double> gradients = gradientsOf(step);
            (all[step], state) = drawn.Transformation.Update(
                gradients,
                state,
                parameters,
                drawn.Inputs(step, parameters, gradients, scale)
            );
            parameters += all[step];
        }
        return all;
    }

    /// <summary>Without an ε, a rule that divides gets 0 / 0 from a zero gradient, at any scale.</summary>
    private static TensorSet<double> WithoutZeros(LawCase drawn, int step) =>
        drawn.Gradients<double>(step).Map(gradient => gradient == 0 ? 1 : gradient);

    private static TensorSet<double> Reorder(TensorSet<double> set, TensorLayout layout) =>
        TensorSet<double>.Create(layout, layout.Slots.Select(slot => (slot.Name, set[slot.Name].ToArray())));

    private static string? Compare(LawCase drawn, string how, TensorSet<double>[] actual, TensorSet<double>[] expected)
    {
        for (int step = 0; step < expected.Length; step++)
        {
            foreach (TensorSlot slot in drawn.Layout.Slots)
            {
                ReadOnlySpan<double> left = actual[step][slot.Name].Span;
                ReadOnlySpan<double> right = expected[step][slot.Name].Span;
                for (int i = 0; i < slot.Length; i++)
                {
                    double deviation = Math.Abs(left[i] - right[i]) / Math.Max(1, Math.Abs(right[i]));
                    if (!left[i].Equals(right[i]) && !(deviation <= drawn.Options.InvarianceTolerance))
                    {
                        return FormattableString.Invariant(
                            $"{how}, the update of {slot.Name}[{i}] in step {step} is {left[i]:R}, should be {right[i]:R}"
                        );
                    }
                }
            }
        }
        return null;
    }
}
