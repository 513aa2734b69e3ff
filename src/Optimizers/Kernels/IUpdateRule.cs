namespace Pullback.Optimizers.Kernels;

/// <summary>One update rule: a scalar formula with slots and coefficients, made a program by the generator (<see cref="UpdateRuleAttribute"/>).</summary>
public interface IUpdateRule : IRuleProgram
{
    /// <summary>The rule's slots, coefficients and passes.</summary>
    RuleDescription Description { get; }

    /// <summary>The tensors that the rule changes; elsewhere what comes in goes out, and no state is kept.</summary>
    ParameterFilter Where { get; }

    /// <summary>Where a slot starts (<see cref="StartsAtAttribute"/>).</summary>
    /// <param name="slot">The index of a slot that starts at a value.</param>
    /// <returns>The value.</returns>
    double GetStartValue(int slot) => 0;

    /// <summary>Where a number that the state keeps starts.</summary>
    /// <param name="number">Its index in <see cref="RuleDescription.Scalars"/>.</param>
    /// <returns>The value.</returns>
    double GetStartNumber(int number) => 0;

    /// <summary>Where a number that the state keeps for each tensor starts.</summary>
    /// <param name="number">Its index in <see cref="RuleDescription.TensorScalars"/>.</param>
    /// <returns>The value.</returns>
    double GetStartTensorNumber(int number) => 0;

    /// <summary>Computes the coefficients of a step, in double precision.</summary>
    /// <param name="inputs">The step, and what was measured.</param>
    /// <param name="coefficients">Receives a number for each of <see cref="RuleDescription.Coefficients"/>.</param>
    /// <param name="nextScalars">Receives the next value of each number in <see cref="RuleInputs.Scalars"/>.</param>
    void WriteCoefficients(scoped in RuleInputs inputs, Span<double> coefficients, Span<double> nextScalars);

    /// <summary>Computes what the sums need, before anything is measured.</summary>
    /// <param name="inputs">The step and the numbers of the state; no more is known yet.</param>
    /// <param name="coefficients">Receives a number for each of <see cref="RuleDescription.SumCoefficients"/>.</param>
    void WriteSumCoefficients(scoped in RuleInputs inputs, Span<double> coefficients) { }

    /// <summary>Computes the coefficients of one tensor, in double precision.</summary>
    /// <param name="inputs">The step, and what was measured of the tensor.</param>
    /// <param name="coefficients">Receives a number for each of <see cref="RuleDescription.TensorCoefficients"/>.</param>
    /// <param name="nextScalars">Receives the next value of each number in <see cref="TensorInputs.Scalars"/>.</param>
    void WriteTensorCoefficients(scoped in TensorInputs inputs, Span<double> coefficients, Span<double> nextScalars) { }

    /// <summary>Whether a rule that takes the curvature looks at it in a step. Where it does not, none need be given, and anything may stand in its place.</summary>
    /// <param name="step">The step, counted from 0.</param>
    /// <returns>True unless the rule says otherwise.</returns>
    bool NeedsCurvatureAt(long step) => true;
}
