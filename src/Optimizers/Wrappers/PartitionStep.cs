using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>
/// A donated step of a <see cref="Partition"/>: all groups step or none. Objects that are not made of rules step first, and all of them but the largest purely,
/// since any may throw; programs of rules are prepared one inside the other, and write when the last of them is ready.
/// </summary>
internal sealed class PartitionStep<T>(
    OverTensors[] parts,
    TensorSet<T> gradients,
    PartitionState<T> current,
    StepInputs<T>? inputs
)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly OptimizerState<T>[] _next = new OptimizerState<T>[parts.Length];
    private readonly TensorSet<T>?[] _packed = new TensorSet<T>?[parts.Length];
    private int _largest = -1;

    public StepResult<T> Run(TensorSet<T> parameters)
    {
        TensorLayout layout = parameters.Layout;
        _largest = LargestObject(layout);
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Program is null && i != _largest)
            {
                (_packed[i], _next[i]) = parts[i].StepPart(parameters, gradients, current.Groups[i], inputs);
            }
        }

        TensorSet<T> moved = StepFrom(0, parameters);
        if (!Array.Exists(_packed, part => part?.Layout.Slots.Count > 0))
        {
            return new StepResult<T>(moved, current.Next(_next));
        }

        TensorBuffer<T> buffer = TensorBuffer<T>.Claim(moved, nameof(Partition));
        for (int i = 0; i < parts.Length; i++)
        {
            if (_packed[i] is { } part)
            {
                parts[i].Selector.Of(layout).Scatter(part, buffer);
            }
        }

        return new StepResult<T>(buffer.Freeze(), current.Next(_next));
    }

    /// <summary>The programs from an index on: each is prepared before the later ones, and writes after them.</summary>
    private TensorSet<T> StepFrom(int index, TensorSet<T> parameters)
    {
        while (index < parts.Length && parts[index].Program is null)
        {
            index++;
        }

        if (index == parts.Length)
        {
            return StepLargest(parameters);
        }

        IRuleProgram program = parts[index].Program!;
        (TensorSet<T> moved, _next[index]) = RuleEngine.Step(
            program,
            parameters,
            gradients,
            current.Groups[index],
            inputs,
            donate: true,
            before: () => StepFrom(index + 1, parameters)
        );
        return moved;
    }

    private TensorSet<T> StepLargest(TensorSet<T> parameters)
    {
        if (_largest < 0)
        {
            return parameters;
        }

        (TensorSet<T> moved, _next[_largest]) = parts[_largest]
            .StepOnce(parameters, gradients, current.Groups[_largest], inputs, donate: true);
        return moved;
    }

    /// <summary>Of the groups whose optimizer is not made of rules, the one with the most elements; −1 when there is none.</summary>
    private int LargestObject(TensorLayout layout)
    {
        int largest = -1;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Program is null && (largest < 0 || Count(i) > Count(largest)))
            {
                largest = i;
            }
        }

        return largest;

        int Count(int part) => parts[part].Selector.Of(layout).Part.ParameterCount;
    }
}
