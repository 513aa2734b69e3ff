using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Sharpness-aware minimisation: steps with the gradient at the worst point nearby, so that flat minima are found.</summary>
/// <remarks>
/// <para>
/// <c>e = ρ g / (‖g‖ + ε)</c>, adaptive <c>e = ρ p² g / (‖ |p| g ‖ + ε)</c>; <c>u = inner(∇f(p + e))</c> at the parameters <c>p</c>.
/// </para>
/// <para>
/// A step needs the gradient function of its batch, <see cref="StepInputs{T}.Gradient"/>, and calls it once; without it an
/// <see cref="InvalidOperationException"/> says so. The norms are those of all tensors that the inner optimizer trains together; frozen ones are not moved. With the
/// radius 0 it is the inner optimizer.
/// </para>
/// <para>
/// Differences: the adaptive form has <c>|p|</c> as its operator, like the paper's, without the constant that the authors' code adds to it. Optax's <c>sam</c>
/// takes several ascent steps and an optimizer for them; this is the paper's single one.
/// </para>
/// <para>
/// P. Foret, A. Kleiner, H. Mobahi, B. Neyshabur, "Sharpness-Aware Minimization for Efficiently Improving Generalization", ICLR 2021; J. Kwon et al., "ASAM", ICML 2021.
/// </para>
/// </remarks>
public sealed record Sam : ISteppingTransformation, IWrapper, IHasEvaluationParameters
{
    private readonly Chain _ascent;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner">The optimizer that steps with the gradient of the worst point.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    public Sam(IGradientTransformation inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
        _ascent = MakeAscent();
    }

    /// <summary>The optimizer that steps with the gradient of the worst point.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>How far the worst point is looked for, ρ; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    public Schedule Radius
    {
        get;
        init
        {
            field = Require.NotNegative(value, nameof(Radius));
            _ascent = MakeAscent();
        }
    } = 0.05;

    /// <summary>Whether large parameters may move further: ASAM, which does not depend on the scale of the weights.</summary>
    public bool Adaptive
    {
        get;
        init
        {
            field = value;
            _ascent = MakeAscent();
        }
    }

    /// <summary>What is added to the norm, ε; not negative. With 0 a gradient of zeros gives NaN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    public double Epsilon
    {
        get;
        init
        {
            field = Require.NotNegative(value, nameof(Epsilon));
            _ascent = MakeAscent();
        }
    } = 1e-12;

    ISteppingTransformation? IWrapper.Around(IGradientTransformation inner) =>
        new Sam(inner)
        {
            Radius = Radius,
            Adaptive = Adaptive,
            Epsilon = Epsilon,
        };

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new SamState<T>(0, Inner.Init(parameters), _ascent.Init(parameters));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There is no gradient function, the radius is negative at this step, or an argument was donated.</exception>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (SamState<T> current, TensorSet<T> worst, OptimizerState<T> ascent) = Ascend(gradients, state, parameters, inputs);
        (TensorSet<T> updates, OptimizerState<T> inner) = Inner.Update(worst, current.Inner, parameters, inputs);
        return new TransformationResult<T>(updates, current.Next(inner, ascent));
    }

    /// <inheritdoc/>
    /// <remarks>Those of the optimizer inside.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Inner.EvaluationParameters(parameters, WrapperState.Of<SamState<T>, T>(state, this).Inner);

    /// <summary>The optimizer and the settings.</summary>
    /// <returns>For example <c>Sam(Sgd(…), radius: 0.05, adaptive: False, epsilon: 1E-12)</c>.</returns>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Sam({Inner}, radius: {Radius}, adaptive: {Adaptive}, epsilon: {Epsilon})"
        );

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        (SamState<T> current, TensorSet<T> worst, OptimizerState<T> ascent) = Ascend(gradients, state, parameters, inputs);
        (TensorSet<T> moved, OptimizerState<T> inner) = Inner.Step(parameters, worst, current.Inner, inputs, donate);
        return new StepResult<T>(moved, current.Next(inner, ascent));
    }

    private (SamState<T> Current, TensorSet<T> Worst, OptimizerState<T> Ascent) Ascend<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SamState<T> current = WrapperState.Of<SamState<T>, T>(state, this);
        Func<TensorSet<T>, LossAndGradients<T>> gradient = StepInputs<T>.RequireGradient(inputs, nameof(Sam));
        Require.NotNegative(Radius, current.Step, $"{nameof(Sam)}.{nameof(Radius)}");
        (TensorSet<T> point, OptimizerState<T> ascent) = _ascent.Step(parameters, gradients, current.Ascent);
        TensorSet<T> worst =
            gradient(point).Gradients
            ?? throw new InvalidOperationException(
                "StepInputs.Gradient returned no gradients: Sam needs those at the point that it is given."
            );
        Throw.IfLayoutDiffers(worst.Layout, parameters.Layout, "the gradients of StepInputs.Gradient");
        return (current, worst, ascent);
    }

    private Chain MakeAscent()
    {
        List<IGradientTransformation> rules = Adaptive
            ? [new ScaleByMagnitude(), new NormalizeByGlobalNorm { Epsilon = Epsilon }, new ScaleByMagnitude()]
            : [new NormalizeByGlobalNorm { Epsilon = Epsilon }];
        rules.Add(new Scale(Radius));
        ParameterFilter frozen = TensorSelector.FrozenBy(Inner);
        return Chain
            .Of(frozen == ParameterFilter.None ? rules : rules.Append(new Freeze(frozen)))
            .WithMaxDegreeOfParallelism(ElementLoops.DegreeOf(Inner));
    }
}
