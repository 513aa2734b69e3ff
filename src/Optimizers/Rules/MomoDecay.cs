namespace Pullback.Optimizers;

/// <summary>How a step of <see cref="ScaleByMomo"/> and <see cref="ScaleByMomoAdam"/> decays weights: α is the learning rate, λ the decay, τ the step, d the direction.</summary>
public enum MomoDecay
{
    /// <summary><c>p ← (p − τ d) / (1 + α λ)</c>: the proximal step of the paper.</summary>
    Proximal,

    /// <summary><c>p ← p / (1 + α λ) − τ d</c>: only the parameters shrink, as in Optax.</summary>
    Parameters,

    /// <summary><c>p ← (1 − α λ) p − τ d</c>: as AdamW; the authors' code has it as <c>divide=False</c>.</summary>
    Decoupled,
}
