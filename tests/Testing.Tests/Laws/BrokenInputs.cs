using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing.Tests.Laws;

/// <summary>Needs the loss, and does not say so when it is missing.</summary>
public sealed class AsksForTheLossInVain : IGradientTransformation
{
    private readonly Descent inner = new();

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Init(parameters);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        inner.Update(gradients.Scale(1 / (1 + inputs!.Loss!.Value)), state, parameters, inputs);
}

/// <summary>The number of threads shows in its updates, as where sums are divided by thread.</summary>
public sealed record RoundsByThread : IGradientTransformation
{
    private readonly Descent inner = new();

    public int MaxDegreeOfParallelism { get; init; }

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Init(parameters);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        inner.Update(gradients.Scale(1 + (1e-15 * MaxDegreeOfParallelism)), state, parameters, inputs);
}

/// <summary>Checks that loss, gradient function and curvature of a step belong to its gradients, by one step of Newton's method.</summary>
public sealed class StepsToTheMinimum(double minimum) : IGradientTransformation
{
    private readonly Descent inner = new();

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Init(parameters);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TransformationResult<T> descent = inner.Update(gradients, state, parameters, inputs);
        TensorSet<T> curvature = StepInputs<T>.RequireCurvature(inputs, nameof(StepsToTheMinimum));
        Func<TensorSet<T>, LossAndGradients<T>> function = StepInputs<T>.RequireGradient(inputs, nameof(StepsToTheMinimum));
        double loss = StepInputs<T>.RequireLoss(inputs, nameof(StepsToTheMinimum));
        _ = StepInputs<T>.RequireMetric(inputs, nameof(StepsToTheMinimum));

        TensorSet<T> newton = gradients.Zip(curvature, (gradient, height) => height > T.Zero ? -gradient / height : T.Zero);
        (double here, TensorSet<T> own) = function(parameters);
        (double lowest, TensorSet<T> none) = function(parameters + newton);
        double tolerance = typeof(T) == typeof(float) ? 1e-3 : 1e-9;
        return
            here == loss
            && own.Equals(gradients)
            && none.MaxNorm() < tolerance
            && Math.Abs(lowest - minimum) < tolerance
            && lowest <= loss
            ? new TransformationResult<T>(newton, descent.State)
            : throw new NotSupportedException($"The inputs do not belong together: {loss}, {here}, {lowest}.");
    }
}
