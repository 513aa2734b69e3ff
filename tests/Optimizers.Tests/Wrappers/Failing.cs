using System.Numerics;
using Pullback.Ops;

namespace Pullback.Optimizers.Tests.Wrappers;

/// <summary>Refuses a step when the loss is NaN; else it is the optimizer inside. It stands for all that can go wrong in an inner step.</summary>
internal sealed class Failing(IGradientTransformation inner) : ISteppingTransformation
{
    /// <summary>The wrappers of the catalogue by name, around optimizers that fail.</summary>
    public static IGradientTransformation Inside(string name) =>
        Catalogue.All[name] switch
        {
            Lookahead lookahead => new Lookahead(new Failing(lookahead.Inner))
            {
                SyncPeriod = lookahead.SyncPeriod,
                SlowStepSize = lookahead.SlowStepSize,
                ResetState = lookahead.ResetState,
            },
            Sam sam => new Sam(new Failing(sam.Inner)) { Adaptive = sam.Adaptive },
            MultiSteps steps => new MultiSteps(new Failing(steps.Inner), steps.Steps) { UsesMean = steps.UsesMean },
            ApplyIfFinite finite => new ApplyIfFinite(new Failing(finite.Inner), finite.MaxConsecutiveErrors),
            SkipLargeUpdates skip => new SkipLargeUpdates(new Failing(skip.Inner), skip.MaxNorm),
            Masked masked => new Masked(new Failing(masked.Inner), masked.Where),
            RestartEvery restart => new RestartEvery(new Failing(restart.Inner), restart.Period),
            Averaged averaged => new Averaged(new Failing(averaged.Inner), averaged.Average),
            Partition partition => Partition.Of(
                partition.Groups.Select(group => new ParameterGroup(group.Where, new Failing(group.Optimizer), group.Name)
                {
                    IsOptional = group.IsOptional,
                })
            ),
            IGradientTransformation other => other,
        };

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Init(parameters);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Update(gradients, state, parameters, Check(inputs));

    public StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Step(parameters, gradients, state, Check(inputs), donate);

    public override string ToString() => $"Failing({inner})";

    private static StepInputs<T>? Check<T>(StepInputs<T>? inputs)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        inputs?.Loss is double.NaN ? throw new InvalidOperationException("The loss is NaN.") : inputs;
}
