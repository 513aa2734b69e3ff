using System.Buffers;
using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>Runs rules over whole tensors: checks, memory, the work on each tensor, the next state. Emitted <c>Init</c>, <c>Update</c> and <c>Step</c> call it.</summary>
/// <remarks>Everything that can throw runs before the first element is written, so that after an error all arguments are as they were.</remarks>
internal static class TensorEngine
{
    /// <summary>The state before the first update.</summary>
    public static OptimizerState<T> Init<T>(ITensorRule rule, TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        ArgumentNullException.ThrowIfNull(parameters);
        TensorPlan plan = new(rule, parameters.Layout);
        TensorSet<T>[] sets = new TensorSet<T>[plan.Layouts.Length];
        for (int kept = 0; kept < sets.Length; kept++)
        {
            TensorBuffer<T> buffer = TensorBuffer<T>.Allocate(plan.Layouts[kept]);
            for (int i = 0; i < plan.Tensors.Length; i++)
            {
                int place = plan.Places(i)[kept];
                if (place >= 0)
                {
                    rule.Start(kept, plan.Layout.Slots[plan.Tensors[i]], buffer.Slot(place));
                }
            }

            sets[kept] = buffer.Freeze();
        }

        return rule.CreateState(new TensorStateParts<T>(plan, 0, sets));
    }

    /// <summary>Turns gradients into updates.</summary>
    public static TransformationResult<T> Update<T>(
        ITensorRule rule,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters
    )
        where T : unmanaged, IFloatingPointIeee754<T> => Update(rule, gradients, state, parameters, StepMemory<T>.Fresh);

    /// <summary>The same in the memory of a step of several transformations.</summary>
    public static TransformationResult<T> Update<T>(
        ITensorRule rule,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepMemory<T> memory
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (TensorState<T> current, TensorPlan plan) = Check(rule, parameters, gradients, state);
        int degree = Degree(rule, plan);
        double measured = rule.Measure(gradients, plan.Tensors, degree);
        // Frozen tensors have the update zero.
        bool coversAll = plan.Tensors.Length + plan.Passing.Length == plan.Layout.Slots.Count;
        TensorBuffer<T> updates = coversAll ? memory.Take(plan.Layout) : memory.TakeZeros(plan.Layout);
        TensorBuffer<T>[] buffers = CopiesOf(current, memory, degree);
        TensorJob<T> job = new(plan, current.Step, measured, degree)
        {
            Gradients = gradients.Span,
            Parameters = parameters.Span,
            Updates = updates.Span,
            Buffers = buffers,
        };
        job.Run();
        gradients.CheckAlive();
        parameters.CheckAlive();
        memory.Replace(current.Sets);
        return new TransformationResult<T>(memory.Lend(updates), NextState(plan, current, buffers));
    }

    /// <summary>Turns gradients into updates, in rented memory, and adds them.</summary>
    public static StepResult<T> Step<T>(
        ITensorRule rule,
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (TensorState<T> current, TensorPlan plan) = Check(rule, parameters, gradients, state);
        int degree = Degree(rule, plan);
        double measured = rule.Measure(gradients, plan.Tensors, degree);
        T[] rented = ArrayPool<T>.Shared.Rent(plan.Layout.BufferLength);
        try
        {
            (TensorBuffer<T> next, TensorBuffer<T>[] buffers) = donate
                ? Donated(rule, parameters, current)
                : (
                    CopyOf(parameters, TensorBuffer<T>.AllocateUninitialized(parameters.Layout), degree),
                    CopiesOf(current, StepMemory<T>.Fresh, degree)
                );
            TensorJob<T> job = new(plan, current.Step, measured, degree)
            {
                Gradients = gradients.Span,
                Parameters = next.Span,
                Updates = rented.AsSpan(0, plan.Layout.BufferLength),
                AddsTo = next.Span,
                Buffers = buffers,
            };
            job.Run();
            gradients.CheckAlive();
            return new StepResult<T>(next.Freeze(), NextState(plan, current, buffers));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private static (TensorState<T> State, TensorPlan Plan) Check<T>(
        ITensorRule rule,
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(state);
        TensorLayout layout = parameters.Layout;
        Throw.IfLayoutDiffers(gradients.Layout, layout, nameof(gradients));
        if (state.GetType() != rule.GetStateType<T>())
        {
            throw new ArgumentException(
                $"{rule.Name} takes a state made by its own Init, but got {state.Name}, which belongs to another transformation.",
                nameof(state)
            );
        }

        TensorState<T> current = (TensorState<T>)state;
        TensorPlan plan = current.Plan.IsFor(rule, layout) ? current.Plan : new TensorPlan(rule, layout);
        for (int i = 0; i < plan.Layouts.Length; i++)
        {
            KeptTensors.Check(state, rule.Kept[i], current.Sets[i].Layout, plan.Layouts[i], rule.Name);
        }

        return (current, plan);
    }

    private static TensorBuffer<T>[] CopiesOf<T>(TensorState<T> state, StepMemory<T> memory, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorBuffer<T>[] buffers = new TensorBuffer<T>[state.Sets.Length];
        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i] = CopyOf(state.Sets[i], memory.Take(state.Sets[i].Layout), degree);
        }

        return buffers;
    }

    private static TensorBuffer<T> CopyOf<T>(TensorSet<T> set, TensorBuffer<T> buffer, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementBlocks.Run(new CopyWork<T>(set.Span, buffer.Span), degree);
        set.CheckAlive();
        return buffer;
    }

    /// <summary>Takes the buffers of parameters and state, all or none.</summary>
    private static (TensorBuffer<T> Parameters, TensorBuffer<T>[] Kept) Donated<T>(
        ITensorRule rule,
        TensorSet<T> parameters,
        TensorState<T> state
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T>[] sets = [parameters, .. state.Sets];
        TensorBuffer<T>[] buffers = new TensorBuffer<T>[sets.Length];
        TensorBuffer<T>.ClaimAll(sets, rule.Name, buffers);
        return (buffers[0], buffers[1..]);
    }

    private static TensorState<T> NextState<T>(TensorPlan plan, TensorState<T> current, TensorBuffer<T>[] buffers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T>[] sets = buffers.Length == 0 ? [] : new TensorSet<T>[buffers.Length];
        for (int i = 0; i < sets.Length; i++)
        {
            sets[i] = buffers[i].Freeze();
        }

        return plan.Rule.CreateState(new TensorStateParts<T>(plan, current.NextStep, sets));
    }

    private static int Degree(ITensorRule rule, TensorPlan plan)
    {
        // A rule that divides its tensors does so by the work of each, which for a product is more than its elements tell.
        if (plan.ActiveLength < RuleJob.ParallelLength && rule.DividesFrom > 0)
        {
            return 1;
        }

        int most = rule.MaxDegreeOfParallelism;
        return most == 0 ? Workers.MaximumDegree : Math.Min(most, Workers.MaximumDegree);
    }
}
