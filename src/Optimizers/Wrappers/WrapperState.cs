using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of a wrapper around one transformation, whose part is called <c>inner</c>.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class WrapperState<T> : CompositeState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected WrapperState(long step, OptimizerState<T> inner)
        : base(step) => Inner = inner ?? throw NoState("inner");

    /// <summary>The state of the transformation inside.</summary>
    public OptimizerState<T> Inner { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, OptimizerState<T>>> NamedParts => [new("inner", Inner)];
}

/// <summary>What wrappers ask of the states that they are given.</summary>
internal static class WrapperState
{
    /// <summary>The state as the type that a transformation takes.</summary>
    /// <exception cref="ArgumentException">It is of another type; both names are in the message.</exception>
    public static TState Of<TState, T>(OptimizerState<T> state, IGradientTransformation transformation)
        where TState : OptimizerState<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        return state as TState ?? throw Foreign(state, transformation);
    }

    public static ArgumentException Foreign<T>(OptimizerState<T> state, IGradientTransformation transformation)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(
            $"{transformation} takes a state made by its own Init, but got {state.Name}, which belongs to another transformation.",
            nameof(state)
        );
}
