using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Takes some tensors of a set, and puts them back.</summary>
internal static class PartOfSet
{
    /// <summary>The tensors that are not frozen: the set itself where none is.</summary>
    public static TensorSet<T> Trainable<T>(TensorSet<T> set)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        set.Layout.Slots.All(slot => slot.Trainable) ? set : set.Select(ParameterFilter.Trainable);

    /// <summary>A set of the whole layout with the tensors of the part, and zeros elsewhere.</summary>
    public static TensorSet<T> Within<T>(TensorSet<T> part, TensorLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (part.Layout == layout)
        {
            return part;
        }

        TensorBuffer<T> all = TensorBuffer<T>.Allocate(layout);
        for (int i = 0; i < part.Layout.Slots.Count; i++)
        {
            part.Slot(i).CopyTo(all.Slot(layout.IndexOf(part.Layout.Slots[i].Name)));
        }

        return all.Freeze();
    }
}
