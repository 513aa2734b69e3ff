namespace Pullback.Optimizers;

/// <summary>
/// The model of the loss that a step of MoMo minimises: the largest of the lower bound and of an average of past linear models, at a distance that is
/// measured by the squared norm of the direction.
/// </summary>
/// <param name="Height">The average of losses less that of gradients times their parameters, f̄ − γ.</param>
/// <param name="Slope">The direction times the parameters, ⟨d, p⟩.</param>
/// <param name="SquaredNorm">The squared norm of the direction.</param>
/// <param name="Gathered">The sum of the weights of the average, ρ.</param>
/// <param name="MaxStep">The learning rate α.</param>
/// <param name="WeightDecay">The decay λ.</param>
internal readonly record struct MomoModel(
    double Height,
    double Slope,
    double SquaredNorm,
    double Gathered,
    double MaxStep,
    double WeightDecay
)
{
    private double Shrinking => 1 + (MaxStep * WeightDecay);

    /// <summary>The model's value at the parameters, times the factors of decay.</summary>
    private double Value => (Shrinking * Height) + Slope;

    /// <summary>A lower bound that the model is above: half of the model's value, where the estimate from the last step is above that.</summary>
    public double ResetBound(double bound, double least)
    {
        double factor = Shrinking * Gathered;
        return Value < factor * bound ? Math.Max(Value / (2 * factor), least) : bound;
    }

    /// <summary>The step τ; 0 where the squared norm is no more than the flatness.</summary>
    public double Step(double bound, double flatness) =>
        SquaredNorm <= flatness
            ? 0
            : Math.Min(MaxStep / Gathered, Math.Max(Value - (Shrinking * Gathered * bound), 0) / SquaredNorm);

    /// <summary>The estimate of the lower bound after a step.</summary>
    public double NextBound(double step, double least) => Math.Max((Height + Slope - (step * SquaredNorm / 2)) / Gathered, least);

    /// <summary>The factors of the direction and of the parameters in the update.</summary>
    public (double Direction, double Parameter) Factors(double step, MomoDecay decay)
    {
        double rate = MaxStep * WeightDecay;
        return decay switch
        {
            MomoDecay.Parameters => (-step, -rate / Shrinking),
            MomoDecay.Decoupled => (-step, -rate),
            _ => (-step / Shrinking, -rate / Shrinking),
        };
    }
}
