using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>The memory of a step: where slots start, fresh buffers, donated ones.</summary>
internal static class RuleMemory
{
    public static TensorSet<T> StartSlot<T>(RulePlan plan, PlannedSlot slot, TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        IUpdateRule rule = plan.Sequence.Rules[slot.Rule];
        if (slot.IsPerTensor || !rule.Description.Slots[slot.Index].StartsAtParameter)
        {
            double start = slot.IsPerTensor ? rule.GetStartTensorNumber(slot.Index) : rule.GetStartValue(slot.Index);
            TensorBuffer<T> filled = TensorBuffer<T>.Allocate(slot.Layout);
            if (start != 0)
            {
                filled.Span.Fill(T.CreateTruncating(start));
            }

            return filled.Freeze();
        }

        TensorBuffer<T> copy = TensorBuffer<T>.Allocate(slot.Layout);
        for (int i = 0; i < slot.Layout.Slots.Count; i++)
        {
            parameters.Slot(plan.Layout.IndexOf(slot.Layout.Slots[i].Name)).CopyTo(copy.Slot(i));
        }

        return copy.Freeze();
    }

    /// <summary>The slots as they are, for passes that write none.</summary>
    public static SlotBinding<T>[] ReadOnly<T>(RuleState<T> current)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SlotBinding<T>[] bindings = current.Slots.Length == 0 ? [] : new SlotBinding<T>[current.Slots.Length];
        for (int i = 0; i < bindings.Length; i++)
        {
            bindings[i] = SlotBinding<T>.ReadOnly(current.Slots[i]);
        }

        return bindings;
    }

    /// <summary>The slots as they are, and other memory for the next ones.</summary>
    public static SlotBinding<T>[] OtherSlots<T>(RulePlan plan, RuleState<T> current, StepMemory<T> memory)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SlotBinding<T>[] bindings = new SlotBinding<T>[plan.Slots.Length];
        for (int i = 0; i < bindings.Length; i++)
        {
            bindings[i] = new SlotBinding<T>(current.Slots[i], memory.Take(plan.Slots[i].Layout));
        }

        return bindings;
    }

    /// <summary>Takes the buffers of parameters and state, all or none.</summary>
    public static (TensorBuffer<T> Parameters, SlotBinding<T>[] Slots) DonatedMemory<T>(
        IRuleProgram program,
        TensorSet<T> parameters,
        RuleState<T> current
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T>[] sets = [parameters, .. current.Slots];
        TensorBuffer<T>[] buffers = new TensorBuffer<T>[sets.Length];
        TensorBuffer<T>.ClaimAll(sets, program.Name, buffers);
        SlotBinding<T>[] bindings = new SlotBinding<T>[current.Slots.Length];
        for (int i = 0; i < bindings.Length; i++)
        {
            bindings[i] = new SlotBinding<T>(null, buffers[i + 1]);
        }

        return (buffers[0], bindings);
    }

    public static void CopyWhatTakesNoPart<T>(RulePlan plan, TensorSet<T> parameters, TensorBuffer<T> next)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (plan.CoversAll)
        {
            return;
        }

        for (int i = 0; i < plan.Layout.Slots.Count; i++)
        {
            if (!RulePlan.TakesPart(plan.Sequence, plan.Layout.Slots[i]))
            {
                parameters.Slot(i).CopyTo(next.Slot(i));
            }
        }
    }
}
