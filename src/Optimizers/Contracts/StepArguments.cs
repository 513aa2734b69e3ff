using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// What holds for the arguments of every step, whatever the optimizer: all are alive before and after it, and what is donated overlaps nothing else.
/// </summary>
internal readonly ref struct StepArguments<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TensorSet<T> _gradients;
    private readonly StepInputs<T>? _inputs;
    private readonly OptimizerState<T> _state;

    /// <summary>The parameters, and all tensors of the state: what may be donated.</summary>
    private readonly List<TensorSet<T>> _owned;

    /// <summary>Collects the arguments and checks that they are alive.</summary>
    /// <exception cref="InvalidOperationException">One of them was donated to an earlier step.</exception>
    public StepArguments(TensorSet<T> parameters, TensorSet<T> gradients, OptimizerState<T> state, StepInputs<T>? inputs)
    {
        _gradients = gradients;
        _inputs = inputs;
        _state = state;
        _owned = new List<TensorSet<T>>(4) { parameters };
        state.AddSets(_owned);
        CheckReadAlive();
        CheckOwnedAlive();
    }

    /// <summary>Refuses a donation of memory that another argument has as well.</summary>
    /// <exception cref="ArgumentException">Two arguments share a buffer; both are named.</exception>
    public void CheckApart()
    {
        for (int i = 0; i < _owned.Count; i++)
        {
            for (int earlier = 0; earlier < i; earlier++)
            {
                if (TensorBuffer.ShareMemory(_owned[earlier], _owned[i]))
                {
                    throw Shared(NameOf(earlier), i);
                }
            }

            if (TensorBuffer.ShareMemory(_gradients, _owned[i]))
            {
                throw Shared("gradients", i);
            }

            if (TensorBuffer.ShareMemory(_inputs?.Curvature, _owned[i]))
            {
                throw Shared("inputs.Curvature", i);
            }
        }
    }

    /// <summary>Checks that no other step took what this one was reading: an exception, not a mixture of two steps.</summary>
    /// <remarks>
    /// A step that evaluates the model itself may do so in the workspace that gradients and curvature came from, once it has read them: there those are not looked at again.
    /// </remarks>
    /// <param name="donated">Whether parameters and state were donated to this very step.</param>
    /// <exception cref="InvalidOperationException">An argument was donated.</exception>
    public void CheckAliveAfter(bool donated)
    {
        if (_inputs?.Gradient is null)
        {
            CheckReadAlive();
        }

        if (!donated)
        {
            CheckOwnedAlive();
        }
    }

    private void CheckReadAlive()
    {
        _gradients.CheckAlive();
        _inputs?.Curvature?.CheckAlive();
    }

    private void CheckOwnedAlive()
    {
        foreach (TensorSet<T> set in _owned)
        {
            set.CheckAlive();
        }
    }

    private ArgumentException Shared(string other, int owned) =>
        new($"{other} and {NameOf(owned)} share one buffer, which can't be donated: pass a Copy() of one.", other);

    private string NameOf(int owned)
    {
        TensorSet<T> set = _owned[owned];
        return owned == 0 ? "parameters" : $"state.{_state.Tensors.First(tensor => ReferenceEquals(tensor.Value, set)).Key}";
    }
}
