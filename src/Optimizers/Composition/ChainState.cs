using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>The state of a chain that is made of update rules only: the tensors and numbers of all of them.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ChainState<T> : RuleState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal ChainState(RuleStateParts<T> parts)
        : base(parts) { }
}
