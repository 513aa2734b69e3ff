using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Averaging parameters.</summary>
public static class ParameterAverageExtensions
{
    /// <summary>The state before the first update: a copy of the parameters.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="average">The average.</param>
    /// <param name="parameters">The first parameters.</param>
    /// <returns>The state at step 0.</returns>
    public static AverageState<T> Init<T>(this IParameterAverage average, TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(average);
        ArgumentNullException.ThrowIfNull(parameters);
        return new AverageState<T>(average.GetType(), 0, average.InitialWeight, parameters.Copy());
    }

    /// <summary>The state after the parameters of one more step: <c>a ← a + share · (p − a)</c>. Frozen tensors are those of the newest parameters.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="average">The average.</param>
    /// <param name="state">The state so far.</param>
    /// <param name="parameters">The newest parameters; they are only read.</param>
    /// <param name="donate">Whether the memory of the state may be reused; it is dead afterwards.</param>
    /// <returns>The next state.</returns>
    /// <exception cref="ArgumentException">The parameters have another layout, or share their memory with a donated state, or the state is of another kind of average.</exception>
    /// <exception cref="InvalidOperationException">An argument was donated, or the average gives a share that is not between 0 and 1.</exception>
    public static AverageState<T> Update<T>(
        this IParameterAverage average,
        AverageState<T> state,
        TensorSet<T> parameters,
        bool donate = false
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(average);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(parameters);
        Throw.IfLayoutDiffers(parameters.Layout, state.Average.Layout, nameof(parameters));
        return Apply(Share(average, state), state, parameters, donate);
    }

    /// <summary>The share of the next update; what can be wrong with it is found here.</summary>
    internal static AverageShare Share<T>(IParameterAverage average, AverageState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (state.Kind != average.GetType())
        {
            throw new ArgumentException(
                $"{average} takes a state made by its own Init, but got one of {state.Kind.Name}.",
                nameof(state)
            );
        }

        AverageShare next = average.Next(state.NextStep, state.Weight);
        return next.Share is >= 0 and <= 1
            ? next
            : throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{average} gives the parameters of update {state.NextStep} the share {next.Share}; it must be at least 0 and at most 1."
                )
            );
    }

    internal static AverageState<T> Apply<T>(
        AverageShare next,
        AverageState<T> state,
        TensorSet<T> parameters,
        bool donate,
        int maxDegree = 0
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (donate)
        {
            TensorBuffer.EnsureDistinct((nameof(parameters), parameters), (nameof(state), state.Average));
        }

        TensorBuffer<T> buffer = donate
            ? TensorBuffer<T>.Claim(state.Average, "an average")
            : TensorBuffer<T>.CopyOf(state.Average);
        ReadOnlySpan<T> newest = parameters.Span;
        if (next.Share == 1)
        {
            newest.CopyTo(buffer.Span);
        }
        else if (next.Share > 0)
        {
            BlendLoop<T> loop = new(buffer.Span, newest, T.CreateTruncating(next.Share), buffer.Span);
            ElementLoops.Run<T, BlendLoop<T>>(loop, maxDegree);
        }

        for (int i = 0; i < buffer.Layout.Slots.Count; i++)
        {
            if (!buffer.Layout.Slots[i].Trainable)
            {
                parameters.Slot(i).CopyTo(buffer.Slot(i));
            }
        }

        parameters.CheckAlive();
        return new AverageState<T>(state.Kind, state.NextStep, next.Weight, buffer.Freeze());
    }
}
