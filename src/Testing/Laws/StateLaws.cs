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
        return Bits.Differ("the state after its parameters were donated", state, drawn.Start<double>().State);
    }

    public static string? StepCounted(LawCase drawn)
    {
        (TensorSet<double> parameters, OptimizerState<double> state) = drawn.Start<double>();
        for (int step = 0; step < drawn.Options.Steps; step++)
        {
            if (state.Step != step)
            {
                return FormattableString.Invariant($"after {step} updates the state says {state.Step}");
            }
            state = drawn.Update(step, parameters, drawn.Gradients<double>(step), state).State;
        }
        return null;
    }

    public static string? Restored(LawCase drawn)
    {
        StepResult<double> current = drawn.Step(0, drawn.Start<double>());
        return Bits.TryRestore(current.State) is { } restored
            ? Bits.Differ("the restored state", restored, current.State)
                ?? Bits.Differ(
                    "the step from the restored state",
                    drawn.Step(drawn.Options.Steps - 1, current with { State = restored }).Parameters,
                    drawn.Step(drawn.Options.Steps - 1, current).Parameters
                )
            : null;
    }

    /// <summary>
    /// A run that ends after some steps, and goes on from a new state that is given the saved names and values, as another process would do it: what the names
    /// do not hold is lost.
    /// </summary>
    public static string? Resumed(LawCase drawn)
    {
        int middle = drawn.Options.Steps / 2;
        StepResult<double> whole = Run(drawn, drawn.Start<double>(), 0, middle);
        OptimizerState<double> fresh = drawn.Transformation.Init(whole.Parameters);
        if (Bits.TryRestore(whole.State, fresh) is not { } restored)
        {
            return null;
        }
        StepResult<double> resumed = new(whole.Parameters.Copy(), restored);
        whole = Run(drawn, whole, middle, drawn.Options.Steps);
        resumed = Run(drawn, resumed, middle, drawn.Options.Steps);
        return Bits.Differ("the parameters of the resumed run", resumed.Parameters, whole.Parameters)
            ?? Bits.Differ("the state of the resumed run", resumed.State, whole.State);
    }

    public static string? PrintsAndCompares(LawCase drawn)
    {
        OptimizerState<double> state = drawn.Step(0, drawn.Start<double>()).State;
        OptimizerState<double> again = drawn.Step(0, drawn.Start<double>()).State;
        if (!state.Equals(again) || state.GetHashCode() != again.GetHashCode())
        {
            return $"two states of equal runs differ: {state} and {again}";
        }
        string text = state.ToString();
        foreach (string name in state.Tensors.Select(tensor => tensor.Key).Concat(state.Scalars.Select(scalar => scalar.Key)))
        {
            if (name.Length == 0 || !text.Contains(name, StringComparison.Ordinal))
            {
                return $"the text of the state does not show '{name}': {text}";
            }
        }
        return Repeated(state.Tensors.Select(tensor => tensor.Key)) ?? Repeated(state.Scalars.Select(scalar => scalar.Key));
    }

    public static string? OtherStateRefused(LawCase drawn)
    {
        try
        {
            drawn.Update(0, drawn.Parameters<double>(), drawn.Gradients<double>(0), new ForeignState<double>());
            return "a state of another transformation was accepted";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static StepResult<double> Run(LawCase drawn, StepResult<double> current, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            current = drawn.Step(step, current);
        }
        return current;
    }

    private static string? Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? $"the state has two values of the name '{twice.Key}'"
            : null;

    private sealed class ForeignState<T>() : OptimizerState<T>(0)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
