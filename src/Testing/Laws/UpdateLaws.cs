using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>Laws of <see cref="IGradientTransformation.Update"/>.</summary>
internal static class UpdateLaws
{
    public static string? Pure(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        TensorSet<double> gradients = drawn.Gradients<double>(0);
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        OptimizerState<double> stateBefore = Bits.Snapshot(state);
        drawn.Update(0, parameters, gradients, state);
        return Bits.Differ("the parameters", parameters, drawn.Parameters<double>())
            ?? Bits.Differ("the gradients", gradients, drawn.Gradients<double>(0))
            ?? Bits.Differ("the state", state, stateBefore);
    }

    public static string? Deterministic(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        for (int step = 0; step < drawn.Options.Steps; step++)
        {
            TensorSet<double> gradients = drawn.Gradients<double>(step);
            (TensorSet<double> updates, OptimizerState<double> next) = drawn.Update(step, parameters, gradients, state);
            (TensorSet<double> again, OptimizerState<double> nextAgain) = drawn.Update(step, parameters, gradients, state);
            string? difference =
                Bits.Differ(Bits.At("the updates of step", step), again, updates)
                ?? Bits.Differ(Bits.At("the state after step", step), nextAgain, next);
            if (difference is not null)
            {
                return difference;
            }
            (parameters, state) = (parameters + updates, next);
        }
        return null;
    }

    public static string? LayoutKept(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        TensorSet<double> updates = drawn.Update(0, parameters, drawn.Gradients<double>(0), state).Updates;
        if (updates.Layout != drawn.Layout)
        {
            return $"the updates have the layout\n{updates.Layout}";
        }
        return Padding("the updates", updates)
            ?? state
                .Tensors.Select(tensor => Padding(tensor.Key, tensor.Value))
                .FirstOrDefault(difference => difference is not null);
    }

    public static string? ZeroGradientFinite(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        TensorSet<double> zero = TensorSet<double>.Zeros(drawn.Layout);
        for (int step = 0; step < drawn.Options.Steps; step++)
        {
            (TensorSet<double> updates, state) = drawn.Update(step, parameters, zero, state);
            foreach (TensorView<double> tensor in updates.Tensors)
            {
                foreach (double update in tensor.Span)
                {
                    if (!double.IsFinite(update))
                    {
                        return FormattableString.Invariant($"the update of {tensor.Name} in step {step} is {update}");
                    }
                }
            }
            parameters += updates;
        }
        return null;
    }

    public static string? FrozenKept(LawCase drawn)
    {
        if (!drawn.Options.KeepsFrozen)
        {
            return null;
        }
        StepResult<double> start = drawn.Start<double>();
        StepResult<double> current = start;
        for (int step = 0; step < drawn.Options.Steps; step++)
        {
            current = drawn.Step(step, current);
        }
        return Bits.Differ(
            "the frozen tensors",
            current.Parameters.Select(ParameterFilter.Trainable.Not()),
            start.Parameters.Select(ParameterFilter.Trainable.Not())
        );
    }

    public static string? OtherLayoutRefused(LawCase drawn)
    {
        TensorSet<double> parameters = drawn.Parameters<double>();
        OptimizerState<double> state = drawn.Transformation.Init(parameters);
        TensorSet<double> other = TensorSet<double>.Zeros(drawn.Layout.Add("extra", new Shape(3)));
        try
        {
            drawn.Transformation.Update(other, state, parameters, drawn.Inputs(0, parameters, drawn.Gradients<double>(0)));
            return "gradients with an extra tensor were accepted";
        }
        catch (ArgumentException)
        {
            return Bits.Differ("after the refusal, the parameters", parameters, drawn.Parameters<double>());
        }
    }

    private static string? Padding(string what, TensorSet<double> set)
    {
        int used = 0;
        double sum = 0;
        foreach (TensorSlot slot in set.Layout.Slots)
        {
            foreach (double value in set.Span[used..slot.Offset])
            {
                sum += Math.Abs(value);
            }
            used = slot.Offset + slot.Length;
        }
        foreach (double value in set.Span[used..])
        {
            sum += Math.Abs(value);
        }
        return sum == 0 ? null : $"the padding of {what} is not zero";
    }
}
