using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of a chain of several stages: one that has objects that are not made of rules, or a norm in its middle.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StagedState<T> : NumberedState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal StagedState(long step, OptimizerState<T>[] parts)
        : base(step, parts) { }

    private protected override NumberedState<T> Make(long step, OptimizerState<T>[] parts) => new StagedState<T>(step, parts);
}
