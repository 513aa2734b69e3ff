using System.Numerics;
using System.Runtime.InteropServices;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>
/// Memory for a step of several transformations. Only the last of them may write over what was donated, because each may still throw; the others write
/// elsewhere, into what earlier steps left here. So a donated step is all or nothing, and still allocates nothing of the model's size.
/// </summary>
/// <remarks>
/// It travels with the states of donated steps and is no part of their value. A step takes it out of the state, so that it has one user; a step that throws
/// leaves it to the garbage collector.
/// </remarks>
internal sealed class StepMemory<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<TensorBuffer<T>> _spare = [];
    private readonly List<TensorSet<T>> _lent = [];
    private readonly List<TensorSet<T>> _replaced = [];
    private readonly bool _reuses;

    private StepMemory(bool reuses) => _reuses = reuses;

    /// <summary>For pure steps: all memory is new, and nothing comes back.</summary>
    public static StepMemory<T> Fresh { get; } = new(reuses: false);

    /// <summary>For donated steps: empty at first.</summary>
    public static StepMemory<T> Reused() => new(reuses: true);

    /// <summary>Memory with arbitrary elements and zero padding.</summary>
    public TensorBuffer<T> Take(TensorLayout layout)
    {
        for (int i = _spare.Count - 1; i >= 0; i--)
        {
            if (_spare[i].Layout.Equals(layout))
            {
                TensorBuffer<T> spare = _spare[i];
                _spare.RemoveAt(i);
                return spare;
            }
        }

        return TensorBuffer<T>.AllocateUninitialized(layout);
    }

    /// <summary>Memory with zeros.</summary>
    public TensorBuffer<T> TakeZeros(TensorLayout layout)
    {
        TensorBuffer<T> buffer = Take(layout);
        buffer.Span.Clear();
        return buffer;
    }

    /// <summary>Memory with the elements of a set.</summary>
    public TensorBuffer<T> TakeCopy(TensorSet<T> set)
    {
        TensorBuffer<T> buffer = Take(set.Layout);
        set.Span.CopyTo(buffer.Span);
        set.CheckAlive();
        return buffer;
    }

    /// <summary>What goes from one transformation to the next. It comes back by <see cref="Return"/>, or is given away by <see cref="GiveAway"/>.</summary>
    public TensorSet<T> Lend(TensorBuffer<T> buffer)
    {
        TensorSet<T> set = buffer.Freeze();
        if (_reuses)
        {
            _lent.Add(set);
        }

        return set;
    }

    /// <summary>Takes back what was lent, when nobody reads it any more; of other sets nothing is known, and nothing is done.</summary>
    public void Return(TensorSet<T> set)
    {
        if (GiveAway(set))
        {
            _spare.Add(TensorBuffer<T>.Claim(set, "another step"));
        }
    }

    /// <summary>Forgets what was lent: somebody may keep it.</summary>
    /// <returns>Whether it was lent.</returns>
    public bool GiveAway(TensorSet<T> set)
    {
        int index = _lent.FindIndex(lent => ReferenceEquals(lent, set));
        if (index >= 0)
        {
            _lent.RemoveAt(index);
        }

        return index >= 0;
    }

    /// <summary>Notes parts of a donated state whose successors lie elsewhere: when the step has succeeded, their memory is free.</summary>
    public void Replace(ReadOnlySpan<TensorSet<T>> sets)
    {
        if (_reuses)
        {
            _replaced.AddRange(sets);
        }
    }

    /// <summary>Does the last part of a donated step, the one that writes over what was donated; all parts of the state die with it, or none.</summary>
    /// <typeparam name="TResult">What the last part returns.</typeparam>
    /// <param name="claimedBy">What takes the replaced parts, for the messages of the dead.</param>
    /// <param name="last">The last part. It throws before it writes.</param>
    public TResult Finish<TResult>(string claimedBy, Func<TResult> last)
    {
        TensorBuffer<T>[] claimed = new TensorBuffer<T>[_replaced.Count];
        TensorBuffer<T>.ClaimAll(CollectionsMarshal.AsSpan(_replaced), claimedBy, claimed);
        TResult result;
        try
        {
            result = last();
        }
        catch
        {
            foreach (TensorBuffer<T> buffer in claimed)
            {
                buffer.Unclaim();
            }

            throw;
        }

        _spare.AddRange(claimed);
        _replaced.Clear();
        _lent.Clear();
        return result;
    }
}

/// <summary>A transformation of others that can work in the memory of a step.</summary>
internal interface IReusesMemory : IGradientTransformation
{
    /// <summary>Whether nothing of what comes in is kept in a state; what goes out may still be what came in.</summary>
    bool KeepsNothing { get; }

    /// <summary>How many threads a step may use; 0 chooses by size.</summary>
    int MaxDegreeOfParallelism { get; }

    /// <summary>The same, bit for bit, as <see cref="IGradientTransformation.Update"/>.</summary>
    TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        StepMemory<T> memory
    )
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Which transformations work in the memory of a step.</summary>
internal static class StepMemory
{
    /// <summary>An update in the memory of a step, where the transformation can do that.</summary>
    public static TransformationResult<T> Update<T>(
        IGradientTransformation transformation,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        StepMemory<T> memory
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        transformation switch
        {
            IRuleProgram program => RuleEngine.Update(program, gradients, state, parameters, inputs, memory),
            ITensorRule rule => TensorEngine.Update(rule, gradients, state, parameters, memory),
            IReusesMemory reuses => reuses.Update(gradients, state, parameters, inputs, memory),
            _ => Checked(transformation, transformation.Update(gradients, state, parameters, inputs), parameters.Layout),
        };

    /// <summary>What an object returned whose making is not known: updates of another layout are refused.</summary>
    private static TransformationResult<T> Checked<T>(
        IGradientTransformation transformation,
        TransformationResult<T> result,
        TensorLayout layout
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!ReferenceEquals(result.Updates.Layout, layout))
        {
            Throw.IfLayoutDiffers(result.Updates.Layout, layout, $"the updates of {transformation}");
        }

        return result;
    }

    /// <summary>Whether a transformation keeps nothing of what comes in; of a user's object nothing is known.</summary>
    public static bool KeepsNothing(IGradientTransformation transformation) =>
        transformation is IRuleProgram or ITensorRule or IReusesMemory { KeepsNothing: true };
}
