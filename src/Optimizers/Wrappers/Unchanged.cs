using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// What a step passes on unchanged. A pure one hands out copies, so that donating them later leaves alone what the caller kept; a donated one hands on the
/// memory itself.
/// </summary>
internal static class Unchanged
{
    public static TensorSet<T> Pass<T>(TensorSet<T> set, string claimedBy, bool donate)
        where T : unmanaged, IFloatingPointIeee754<T> => donate ? TensorBuffer<T>.Claim(set, claimedBy).Freeze() : set.Copy();

    public static OptimizerState<T> Pass<T>(OptimizerState<T> state, string claimedBy, bool donate)
        where T : unmanaged, IFloatingPointIeee754<T> => donate ? state.HandOn(claimedBy) : state.Copy();
}
