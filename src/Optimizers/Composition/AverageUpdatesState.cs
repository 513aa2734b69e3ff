using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The states of the transformations that <see cref="AverageUpdates"/> averages.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AverageUpdatesState<T> : NumberedState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal AverageUpdatesState(long step, OptimizerState<T>[] parts)
        : base(step, parts) { }

    private protected override NumberedState<T> Make(long step, OptimizerState<T>[] parts) =>
        new AverageUpdatesState<T>(step, parts);
}
