using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>What some rules need beyond gradients. All of it is optional: a rule that lacks what it needs throws, and names it.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed record StepInputs<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The loss at the parameters.</summary>
    public double? Loss { get; init; }

    /// <summary>A number that rules such as <see cref="ReduceOnPlateau"/> follow, for instance a validation loss. Where there is none, they follow the loss.</summary>
    public double? Metric { get; init; }

    /// <summary>The loss and its gradients as a function of the parameters, for rules that look at other points.</summary>
    public Func<TensorSet<T>, LossAndGradients<T>>? Gradient { get; init; }

    /// <summary>An estimate of the diagonal of the Hessian at the parameters, of their layout.</summary>
    public TensorSet<T>? Curvature { get; init; }

    /// <summary>The loss, or an exception that names the rule that needs it.</summary>
    /// <param name="inputs">The inputs of a step, or null.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="InvalidOperationException">There is no loss.</exception>
    public static double RequireLoss(StepInputs<T>? inputs, string rule) => inputs?.Loss ?? throw Missing(rule, nameof(Loss));

    /// <summary>The metric, the loss where there is none, or an exception that names the rule that needs it.</summary>
    /// <param name="inputs">The inputs of a step, or null.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <returns>The metric, or the loss.</returns>
    /// <exception cref="InvalidOperationException">There is neither.</exception>
    public static double RequireMetric(StepInputs<T>? inputs, string rule) =>
        inputs?.Metric ?? inputs?.Loss ?? throw Missing(rule, nameof(Metric));

    /// <summary>The gradient function, or an exception that names the rule that needs it.</summary>
    /// <param name="inputs">The inputs of a step, or null.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <returns>The function.</returns>
    /// <exception cref="InvalidOperationException">There is no gradient function.</exception>
    public static Func<TensorSet<T>, LossAndGradients<T>> RequireGradient(StepInputs<T>? inputs, string rule) =>
        inputs?.Gradient ?? throw Missing(rule, nameof(Gradient));

    /// <summary>The curvature, or an exception that names the rule that needs it.</summary>
    /// <param name="inputs">The inputs of a step, or null.</param>
    /// <param name="rule">The name of the rule.</param>
    /// <returns>The curvature.</returns>
    /// <exception cref="InvalidOperationException">There is no curvature.</exception>
    public static TensorSet<T> RequireCurvature(StepInputs<T>? inputs, string rule) =>
        inputs?.Curvature ?? throw Missing(rule, nameof(Curvature));

    private static InvalidOperationException Missing(string rule, string input) =>
        new(
            $"{rule} needs StepInputs.{input}, which was not given: pass inputs: new StepInputs<…> {{ {input} = … }} to Step or Update."
        );
}
