using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// Runs programs of update rules: checks, coefficients, norms, memory, one pass, the next state. Emitted <c>Init</c>, <c>Update</c> and <c>Step</c> call it.
/// </summary>
/// <remarks>Everything that can throw runs before the first element is written, so that after an error all arguments are as they were.</remarks>
public static class RuleEngine
{
    private const int StackCoefficients = 64;

    /// <summary>The state before the first update.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="program">The program.</param>
    /// <param name="parameters">The parameters.</param>
    /// <returns>A state of the program's type.</returns>
    public static OptimizerState<T> Init<T>(IRuleProgram program, TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(parameters);
        RulePlan plan = RulePlan.Create(program, parameters.Layout);
        TensorSet<T>[] slots = new TensorSet<T>[plan.Slots.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = RuleMemory.StartSlot(plan, plan.Slots[i], parameters);
        }

        double[] numbers =
        [
            .. plan.Sequence.Rules.SelectMany(rule =>
                rule.Description.Scalars.Select((_, number) => rule.GetStartNumber(number))
            ),
        ];
        parameters.CheckAlive();
        return program.CreateState(new RuleStateParts<T>(plan, 0, slots, numbers));
    }

    /// <summary>Turns gradients into updates.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="program">The program.</param>
    /// <param name="gradients">What comes in.</param>
    /// <param name="state">A state of the program.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">What some rules need beyond gradients.</param>
    /// <returns>The updates and the next state.</returns>
    public static TransformationResult<T> Update<T>(
        IRuleProgram program,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Update(program, gradients, state, parameters, inputs, StepMemory<T>.Fresh);

    /// <summary>The same in the memory of a step of several transformations.</summary>
    internal static TransformationResult<T> Update<T>(
        IRuleProgram program,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        StepMemory<T> memory
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (RuleState<T> current, RulePlan plan) = Check(program, parameters, gradients, state);
        StepSources<T> sources = StepSources<T>.Of(plan, current.Step, gradients, parameters, inputs);
        Span<T> coefficients =
            plan.CoefficientCount <= StackCoefficients ? stackalloc T[plan.CoefficientCount] : new T[plan.CoefficientCount];
        int degree = Degree(program, plan);
        using RuleCoefficients<T> computed = RuleCoefficients<T>.Compute(program, plan, current, sources, coefficients, degree);

        // Tensors that take no part have the update zero.
        TensorBuffer<T> updates = plan.CoversAll ? memory.Take(plan.Layout) : memory.TakeZeros(plan.Layout);
        SlotBinding<T>[] bindings = RuleMemory.OtherSlots(plan, current, memory);
        RulePass<T> pass = new(
            plan,
            sources.Incoming,
            sources.Parameters,
            sources.Curvature,
            bindings,
            coefficients,
            computed.TensorValues
        );
        new RuleJob<T>(program, plan, pass, updates.Span, addsToParameters: false).Run(degree);
        computed.WriteTensorNumbers(bindings);
        CheckStillAlive(gradients, parameters, current);
        sources.CurvatureSet?.CheckAlive();
        memory.Replace(current.Slots);
        return new TransformationResult<T>(memory.Lend(updates), NextState(program, plan, current, bindings, computed.Numbers));
    }

    /// <summary>Turns gradients into updates and adds them, in one pass.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="program">The program.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">What comes in.</param>
    /// <param name="state">A state of the program.</param>
    /// <param name="inputs">What some rules need beyond gradients.</param>
    /// <param name="donate">Whether the buffers of parameters and state may be reused.</param>
    /// <returns>The next parameters and the next state.</returns>
    public static StepResult<T> Step<T>(
        IRuleProgram program,
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Step(program, parameters, gradients, state, inputs, donate, before: null);

    /// <summary>
    /// The same, with something that is done when nothing of this step can throw any more and nothing has been written yet, and that hands on the parameters:
    /// the donated steps of other programs over other tensors of the same buffer, which so all happen or none.
    /// </summary>
    internal static StepResult<T> Step<T>(
        IRuleProgram program,
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate,
        Func<TensorSet<T>>? before
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (RuleState<T> current, RulePlan plan) = Check(program, parameters, gradients, state);
        StepSources<T> sources = StepSources<T>.Of(plan, current.Step, gradients, parameters, inputs);
        Span<T> coefficients =
            plan.CoefficientCount <= StackCoefficients ? stackalloc T[plan.CoefficientCount] : new T[plan.CoefficientCount];
        int degree = Degree(program, plan);
        using RuleCoefficients<T> computed = RuleCoefficients<T>.Compute(program, plan, current, sources, coefficients, degree);

        TensorBuffer<T> next;
        SlotBinding<T>[] bindings;
        if (donate)
        {
            (next, bindings) = RuleMemory.DonatedMemory(program, before?.Invoke() ?? parameters, current);
        }
        else
        {
            next = TensorBuffer<T>.AllocateUninitialized(plan.Layout);
            bindings = RuleMemory.OtherSlots(plan, current, StepMemory<T>.Fresh);
            RuleMemory.CopyWhatTakesNoPart(plan, parameters, next);
        }

        RulePass<T> pass = new(
            plan,
            sources.Incoming,
            donate ? next.Span : sources.Parameters,
            sources.Curvature,
            bindings,
            coefficients,
            computed.TensorValues
        );
        new RuleJob<T>(program, plan, pass, next.Span, addsToParameters: true).Run(degree);
        computed.WriteTensorNumbers(bindings);
        CheckStillAlive(gradients, donate ? null : parameters, donate ? null : current);
        sources.CurvatureSet?.CheckAlive();
        return new StepResult<T>(next.Freeze(), NextState(program, plan, current, bindings, computed.Numbers));
    }

    private static (RuleState<T> State, RulePlan Plan) Check<T>(
        IRuleProgram program,
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
        if (!ReferenceEquals(gradients.Layout, layout))
        {
            Throw.IfLayoutDiffers(gradients.Layout, layout, nameof(gradients));
        }

        if (state.GetType() != program.GetStateType<T>())
        {
            throw new ArgumentException(
                $"{program.Name} takes a state made by its own Init, but got {state.Name}, which belongs to another transformation.",
                nameof(state)
            );
        }

        RuleState<T> current = (RuleState<T>)state;
        RulePlan plan = current.Plan.IsFor(program, layout) ? current.Plan : NewPlan(program, layout, current);
        foreach (TensorSet<T> slot in current.Slots)
        {
            slot.CheckAlive();
        }

        return (current, plan);
    }

    /// <summary>The plan of a program that did not make this state: one with other settings, or the same one with parameters of another layout.</summary>
    private static RulePlan NewPlan<T>(IRuleProgram program, TensorLayout layout, RuleState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RulePlan plan = RulePlan.Create(program, layout);
        if (!plan.KeepsTheSameAs(state.Plan))
        {
            throw new ArgumentException(
                $"{program.Name} keeps [{Names(plan)}], but got {state.Name} with [{Names(state.Plan)}]: a state of another chain.",
                nameof(state)
            );
        }

        for (int i = 0; i < plan.Slots.Length; i++)
        {
            KeptTensors.Check(state, plan.Slots[i].Name, state.Slots[i].Layout, plan.Slots[i].Layout, program.Name);
        }

        return plan;
    }

    private static string Names(RulePlan plan) => string.Join(", ", plan.KeptNames);

    private static RuleState<T> NextState<T>(
        IRuleProgram program,
        RulePlan plan,
        RuleState<T> current,
        SlotBinding<T>[] bindings,
        double[] numbers
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T>[] slots = bindings.Length == 0 ? [] : new TensorSet<T>[bindings.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = bindings[i].Next.Freeze();
        }

        return program.CreateState(new RuleStateParts<T>(plan, current.NextStep, slots, numbers));
    }

    /// <summary>A donation on another thread while this one was reading gives an exception, not a mixture of two steps.</summary>
    private static void CheckStillAlive<T>(TensorSet<T> gradients, TensorSet<T>? parameters, RuleState<T>? state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        gradients.CheckAlive();
        parameters?.CheckAlive();
        foreach (TensorSet<T> slot in state?.Slots ?? [])
        {
            slot.CheckAlive();
        }
    }

    private static int Degree(IRuleProgram program, RulePlan plan)
    {
        if (plan.ActiveLength < RuleJob.ParallelLength)
        {
            return 1;
        }

        int most = program.MaxDegreeOfParallelism;
        return most == 0 ? Workers.MaximumDegree : Math.Min(most, Workers.MaximumDegree);
    }
}
