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
    double GetStartValue(int slot);

    /// <summary>Computes the coefficients of a step, in double precision.</summary>
    /// <param name="step">The number of updates so far.</param>
    /// <param name="globalNorm">The norm of all that comes in, when the rule asks for it; else 0.</param>
    /// <param name="scalars">The numbers that the state keeps.</param>
    /// <param name="coefficients">Receives a number for each of <see cref="RuleDescription.Coefficients"/>.</param>
    /// <param name="nextScalars">Receives the next value of each number in <paramref name="scalars"/>.</param>
    void WriteCoefficients(
        long step,
        double globalNorm,
        ReadOnlySpan<double> scalars,
        Span<double> coefficients,
        Span<double> nextScalars
    );
}
