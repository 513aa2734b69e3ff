using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Taking a step with a transformation.</summary>
public static partial class OptimizerExtensions
{
    /// <summary>One step of an optimizer: <see cref="IGradientTransformation.Update"/>, and its updates added to the parameters.</summary>
    /// <remarks>
    /// <para>
    /// Pure by default. With <paramref name="donate"/> the buffers of parameters and state may be reused, which makes the step as fast as
    /// code that works in place; the results are the same, bit for bit. The gradients are never touched. A donated value is dead: using it
    /// throws <see cref="InvalidOperationException"/>; <c>Copy()</c> before the step keeps a snapshot.
    /// </para>
    /// <para>After an exception every argument is as it was.</para>
    /// </remarks>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="optimizer">The optimizer: a transformation whose updates are to be added (one that negates gradients somewhere).</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">The gradients at the parameters.</param>
    /// <param name="state">A state of this optimizer, from its <c>Init</c> or an earlier step.</param>
    /// <param name="inputs">What some rules need beyond gradients.</param>
    /// <param name="donate">Whether the buffers of <paramref name="parameters"/> and <paramref name="state"/> may be reused.</param>
    /// <returns>The next parameters and the next state.</returns>
    /// <exception cref="ArgumentException">
    /// The gradients have another layout, the state is of another optimizer or layout, or two donated arguments share a buffer.
    /// </exception>
    /// <exception cref="InvalidOperationException">An argument was donated to an earlier step, or an input that a rule needs is missing.</exception>
    public static StepResult<T> Step<T>(
        this IGradientTransformation optimizer,
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs = null,
        bool donate = false
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(state);
        TensorLayout layout = parameters.Layout;
        StepArguments<T> arguments = new(parameters, gradients, state, inputs);
        if (donate)
        {
            arguments.CheckApart();
        }

        StepResult<T> result = optimizer is ISteppingTransformation stepping
            ? stepping.StepOnce(parameters, gradients, state, inputs, donate)
            : UpdateAndApply(optimizer, parameters, gradients, state, inputs, donate);
        arguments.CheckAliveAfter(donate);
        if (!ReferenceEquals(result.Parameters.Layout, layout))
        {
            Throw.IfLayoutDiffers(result.Parameters.Layout, layout, $"the parameters after a step of {optimizer}");
        }

        return result;
    }

    /// <summary>The step of a transformation that knows nothing of steps. All that can throw is in Update and in the checks before the addition.</summary>
    internal static StepResult<T> UpdateAndApply<T>(
        IGradientTransformation optimizer,
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (TensorSet<T> updates, OptimizerState<T> next) = optimizer.Update(gradients, state, parameters, inputs);
        Throw.IfLayoutDiffers(updates.Layout, parameters.Layout, nameof(updates));
        if (!donate)
        {
            return new StepResult<T>(parameters + updates, next);
        }

        return new StepResult<T>(Apply(updates, parameters, next), next);
    }

    /// <summary>Adds updates to donated parameters: where these lie, unless the updates or the next state have their memory, which values may share.</summary>
    internal static TensorSet<T> Apply<T>(TensorSet<T> updates, TensorSet<T> parameters, OptimizerState<T>? next)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<TensorSet<T>> kept = [updates];
        next?.AddSets(kept);
        foreach (TensorSet<T> set in kept)
        {
            if (TensorBuffer.ShareMemory(set, parameters))
            {
                return parameters + updates;
            }
        }

        TensorBuffer<T> buffer = TensorBuffer<T>.Claim(parameters, "Step");
        ElementLoops.Run<T, AddLoop<T>>(new AddLoop<T>(updates.Span, buffer.Span));
        return buffer.Freeze();
    }
}
