using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// The coefficients of a step: computed in double precision by the rules, one after another, each after its own measuring pass, and rounded once to the element
/// type; and the next numbers of the state.
/// </summary>
/// <remarks>Arrays are rented, so that a step allocates nothing for many tensors.</remarks>
internal readonly ref struct RuleCoefficients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int StackLength = 32;

    private readonly RulePlan _plan;
    private readonly Span<T> _coefficients;
    private readonly T[]? _tensorValues;
    private readonly T[]? _tensorNumbers;

    private RuleCoefficients(RulePlan plan, Span<T> coefficients)
    {
        _plan = plan;
        _coefficients = coefficients;
        int tensors = plan.Layout.Slots.Count;
        Numbers = plan.ScalarNames.Length == 0 ? [] : new double[plan.ScalarNames.Length];
        if (plan.TensorValues.Length > 0)
        {
            _tensorValues = ArrayPool<T>.Shared.Rent(tensors * plan.TensorValues.Length);
        }

        if (plan.TensorNumberCount > 0)
        {
            _tensorNumbers = ArrayPool<T>.Shared.Rent(tensors * plan.TensorNumberCount);
        }
    }

    /// <summary>The next numbers of the state.</summary>
    public double[] Numbers { get; }

    /// <summary>The values that differ from tensor to tensor: those of the first tensor of the layout, then those of the second …</summary>
    public ReadOnlySpan<T> TensorValues => _tensorValues is null ? default : _tensorValues;

    /// <summary>Computes all of them.</summary>
    /// <exception cref="InvalidOperationException">
    /// A coefficient is NaN although nothing that was measured is; the message names rule, coefficient and step.
    /// </exception>
    public static RuleCoefficients<T> Compute(
        IRuleProgram program,
        RulePlan plan,
        RuleState<T> state,
        StepSources<T> sources,
        Span<T> coefficients,
        int degree
    )
    {
        RuleCoefficients<T> computed = new(plan, coefficients);

        // Reading what is kept needs no memory to write, and claims none: whatever throws here leaves all as it was.
        ReadOnlySpan<SlotBinding<T>> slots = plan.Measures ? RuleMemory.ReadOnly(state) : default;
        for (int rule = 0; rule < plan.Ranges.Length; rule++)
        {
            computed.ComputeRule(program, rule, state, sources, slots, degree);
        }

        return computed;
    }

    /// <summary>Writes the next numbers that are kept for each tensor into their slots.</summary>
    public void WriteTensorNumbers(ReadOnlySpan<SlotBinding<T>> slots)
    {
        if (_tensorNumbers is null)
        {
            return;
        }

        int number = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            PlannedSlot planned = _plan.Slots[i];
            if (!planned.IsPerTensor)
            {
                continue;
            }

            int[] tensors = _plan.MeasuredTensors[planned.Rule]!;
            for (int position = 0; position < tensors.Length; position++)
            {
                slots[i].Next.Slot(position)[0] = _tensorNumbers[(tensors[position] * _plan.TensorNumberCount) + number];
            }

            number++;
        }
    }

    /// <summary>Gives the arrays back.</summary>
    public void Dispose()
    {
        if (_tensorValues is not null)
        {
            ArrayPool<T>.Shared.Return(_tensorValues);
        }

        if (_tensorNumbers is not null)
        {
            ArrayPool<T>.Shared.Return(_tensorNumbers);
        }
    }

    private void ComputeRule(
        IRuleProgram program,
        int index,
        RuleState<T> state,
        StepSources<T> sources,
        ReadOnlySpan<SlotBinding<T>> slots,
        int degree
    )
    {
        IUpdateRule rule = _plan.Sequence.Rules[index];
        RuleDescription description = rule.Description;
        RuleRange range = _plan.Ranges[index];
        ReadOnlySpan<double> kept = state.Numbers.AsSpan(range.FirstScalar, range.ScalarCount);
        Span<double> exact = stackalloc double[StackLength];
        if (description.SumCoefficients.Count > 0)
        {
            Span<double> before = Buffer(exact, description.SumCoefficients.Count);
            rule.WriteSumCoefficients(new RuleInputs(state.Step, 0, 0, 0, default, kept), before);
            Round(before, _coefficients[(range.FirstCoefficient + description.FirstSumCoefficient)..]);
        }

        RulePass<T> pass = new(
            _plan,
            sources.Incoming,
            sources.Parameters,
            sources.Curvature,
            slots,
            _coefficients,
            TensorValues
        );
        using RuleMeasures measures = RuleMeasures.Compute(program, _plan, index, pass, degree);
        RuleInputs inputs = new(
            state.Step,
            measures.GlobalNorm,
            description.NeedsLoss ? sources.Loss : 0,
            description.NeedsMetric ? sources.Metric : 0,
            measures.Sums,
            kept
        );
        Span<double> values = Buffer(exact, description.Coefficients.Count);
        rule.WriteCoefficients(inputs, values, Numbers.AsSpan(range.FirstScalar, range.ScalarCount));
        CheckNumbers(rule, values, inputs);
        Round(values, _coefficients[range.FirstCoefficient..]);
        if (description.TakesGlobalNorm)
        {
            _coefficients[range.FirstCoefficient + values.Length] = T.CreateTruncating(measures.GlobalNorm);
        }

        if (_plan.MeasuredTensors[index] is { } tensors && description.TensorValueCount + description.TensorScalars.Count > 0)
        {
            ComputeTensors(index, tensors, state, measures);
        }
    }

    private void ComputeTensors(int index, int[] tensors, RuleState<T> state, scoped in RuleMeasures measures)
    {
        IUpdateRule rule = _plan.Sequence.Rules[index];
        RuleDescription description = rule.Description;
        RuleRange range = _plan.Ranges[index];
        (int firstValue, int firstNumber) = _plan.TensorPositions(index);
        int keptCount = description.TensorScalars.Count;
        Span<double> values = stackalloc double[description.TensorCoefficients.Count];
        Span<double> kept = stackalloc double[keptCount];
        Span<double> next = stackalloc double[keptCount];
        for (int position = 0; position < tensors.Length; position++)
        {
            for (int i = 0; i < keptCount; i++)
            {
                TensorSet<T> set = state.Slots[range.FirstSlot + description.Slots.Count + i];
                kept[i] = double.CreateTruncating(set.Slot(position)[0]);
            }

            int tensor = tensors[position];
            TensorInputs inputs = new(
                state.Step,
                measures.GlobalNorm,
                measures.NormOf(position),
                _plan.Layout.Slots[tensor],
                measures.SumsOf(position),
                kept
            );
            rule.WriteTensorCoefficients(inputs, values, next);
            if (_tensorValues is not null)
            {
                Span<T> own = _tensorValues.AsSpan(
                    (tensor * _plan.TensorValues.Length) + firstValue,
                    description.TensorValueCount
                );
                Round(values, own);
                if (description.TakesSlotNorm)
                {
                    own[values.Length] = T.CreateTruncating(inputs.SlotNorm);
                }
            }

            if (_tensorNumbers is not null)
            {
                Round(next, _tensorNumbers.AsSpan((tensor * _plan.TensorNumberCount) + firstNumber, keptCount));
            }
        }
    }

    private static Span<double> Buffer(Span<double> stack, int count) =>
        count <= StackLength ? stack[..count] : new double[count];

    /// <summary>Rounds to T. What is finite stays so: infinity times a gradient of zero would be NaN.</summary>
    private static void Round(ReadOnlySpan<double> exact, Span<T> rounded)
    {
        for (int i = 0; i < exact.Length; i++)
        {
            T value = T.CreateTruncating(exact[i]);
            rounded[i] =
                T.IsInfinity(value) && double.IsFinite(exact[i]) ? T.CopySign(T.CreateTruncating(float.MaxValue), value) : value;
        }
    }

    /// <summary>A NaN that comes from what was measured is that of the gradients, and goes its way like any other; one from a schedule is a mistake.</summary>
    private static void CheckNumbers(IUpdateRule rule, ReadOnlySpan<double> values, scoped in RuleInputs inputs)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]) && inputs.IsFinite)
            {
                throw new InvalidOperationException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The coefficient {rule.Description.Coefficients[i]} of {rule} is NaN at step {inputs.Step}: check its schedules."
                    )
                );
            }
        }
    }
}
