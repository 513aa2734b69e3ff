using System.Globalization;
using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>Says where two values differ in a bit; null when they do not.</summary>
internal static class Bits
{
    /// <summary>"the updates of step 3".</summary>
    public static string At(string what, int step) => string.Create(CultureInfo.InvariantCulture, $"{what} {step}");

    public static string? Differ<T>(string what, TensorSet<T> actual, TensorSet<T> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (actual.Equals(expected))
        {
            return null;
        }
        if (actual.Layout != expected.Layout)
        {
            return $"{what} has another layout";
        }
        foreach (TensorSlot slot in expected.Layout.Slots)
        {
            ReadOnlySpan<T> left = actual[slot.Name].Span;
            ReadOnlySpan<T> right = expected[slot.Name].Span;
            for (int i = 0; i < slot.Length; i++)
            {
                if (!left[i].Equals(right[i]) || T.IsNegative(left[i]) != T.IsNegative(right[i]))
                {
                    return string.Create(
                        CultureInfo.InvariantCulture,
                        $"{what}: {slot.Name}[{i}] is {left[i]}, should be {right[i]}"
                    );
                }
            }
        }
        return $"{what} differs in its padding";
    }

    public static string? Differ<T>(string what, OptimizerState<T> actual, OptimizerState<T> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (actual.Equals(expected))
        {
            return null;
        }
        foreach (
            (KeyValuePair<string, TensorSet<T>> left, KeyValuePair<string, TensorSet<T>> right) in actual.Tensors.Zip(
                expected.Tensors
            )
        )
        {
            if (Differ($"{what}, {right.Key}", left.Value, right.Value) is { } difference)
            {
                return difference;
            }
        }
        return $"{what} is {actual}, should be {expected}";
    }

    /// <summary>A copy of a state by its named values, against which later changes show; the state itself where it cannot be restored.</summary>
    public static OptimizerState<T> Snapshot<T>(OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> => TryRestore(state) ?? state;

    /// <summary>The state, rebuilt from copies of its named values; null for states that do not support it.</summary>
    public static OptimizerState<T>? TryRestore<T>(OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> => TryRestore(state, state);

    /// <summary>Another state of the same kind that is given copies of the state's named values; null for states that do not support it.</summary>
    public static OptimizerState<T>? TryRestore<T>(OptimizerState<T> state, OptimizerState<T> into)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        try
        {
            return into.Restore(
                state.Step,
                state.Tensors.ToDictionary(pair => pair.Key, pair => pair.Value.Copy(), StringComparer.Ordinal),
                state.Scalars.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            );
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
