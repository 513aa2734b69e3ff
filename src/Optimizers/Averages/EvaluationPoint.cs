using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Makes whole parameters of tensors that a state keeps for those that are not frozen.</summary>
internal static class EvaluationPoint
{
    /// <summary>The parameters, with each element replaced for which the state keeps one under a name; frozen tensors stay.</summary>
    public static TensorSet<T> Of<T>(
        IGradientTransformation optimizer,
        TensorSet<T> parameters,
        OptimizerState<T> state,
        string name,
        Func<T, T, T> combine
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(state);
        TensorSet<T> kept = Find(optimizer, parameters.Layout, state, name);
        TensorBuffer<T> all = TensorBuffer<T>.CopyOf(parameters);
        for (int i = 0; i < kept.Layout.Slots.Count; i++)
        {
            ReadOnlySpan<T> source = kept.Slot(i);
            Span<T> target = all.Slot(parameters.Layout.IndexOf(kept.Layout.Slots[i].Name));
            for (int j = 0; j < target.Length; j++)
            {
                target[j] = combine(target[j], source[j]);
            }
        }

        return all.Freeze();
    }

    /// <summary>What the state keeps under a name; in the state of a chain of several stages the name has the prefix of one.</summary>
    private static TensorSet<T> Find<T>(
        IGradientTransformation optimizer,
        TensorLayout layout,
        OptimizerState<T> state,
        string name
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T>[] found =
        [
            .. state
                .Tensors.Where(tensor => tensor.Key == name || tensor.Key.EndsWith("." + name, StringComparison.Ordinal))
                .Select(tensor => tensor.Value),
        ];
        return found is [TensorSet<T> only] && only.Layout.Slots.All(slot => Fits(slot, layout))
            ? only
            : throw new ArgumentException(
                $"{optimizer} takes a state of its own, with one set of tensors named {name} and of the parameters' shapes, but got {state}.",
                nameof(state)
            );
    }

    private static bool Fits(TensorSlot slot, TensorLayout layout) =>
        layout.Contains(slot.Name) && layout.Slots[layout.IndexOf(slot.Name)].Shape == slot.Shape;
}
