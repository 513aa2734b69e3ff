namespace Pullback.Optimizers;

/// <summary>Muon: matrices move by their orthogonalised momentum, everything else by Adam.</summary>
/// <remarks>
/// <para>
/// Matrices: <c>m = μ m + (1 − μ) g</c>, <c>d = μ m + (1 − μ) g</c> (with <see cref="Nesterov"/>; else m), <c>p ← p − α (s O(d) + λ p)</c> with the nearly orthogonal matrix <c>O(d)</c> and the
/// factor s of <see cref="Orthogonalize"/>. Other tensors: <c>p ← p − α′ (m̂ / (√v̂ + ε) + λ′ p)</c> as <see cref="AdamW"/>.
/// </para>
/// <para>
/// Dense weights are stored (inputs, outputs), and <c>s = √max(1, outputs / inputs)</c>; <see cref="OutputsFirst"/> turns that around. The authors leave embeddings and the last layer
/// to Adam: <see cref="Matrices"/>.
/// </para>
/// <para>
/// Differences: the authors' code stores (outputs, inputs), that is <see cref="OutputsFirst"/>, and decays all tensors by one λ; it iterates in bfloat16. Optax's <c>muon</c> corrects the bias of
/// the momentum (<see cref="BiasCorrection"/>), gives Adam the same <see cref="Nesterov"/> and ε (<see cref="NewtonSchulz.Epsilon"/> included), and β₂ = 0.999.
/// </para>
/// <para>K. Jordan et al., "Muon: An Optimizer for Hidden Layers in Neural Networks", 2024.</para>
/// </remarks>
[ComposedOptimizer]
public sealed partial record Muon : IGradientTransformation
{
    /// <summary>The learning rate α of matrices; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 0.02;

    /// <summary>The decay rate of the momentum, μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.95;

    /// <summary>Whether the momentum looks ahead by one step.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>Whether the momentum is divided by the weight that it has gathered. It changes results only through ε and <see cref="Adaptive"/>.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>The iteration that orthogonalises.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial NewtonSchulz Iteration { get; init; } = new();

    /// <summary>Whether updates are multiplied by their inner product with the momentum: <see cref="Orthogonalize.Adaptive"/>.</summary>
    public bool Adaptive { get; init; }

    /// <summary>The root mean square that updates should have: <see cref="Orthogonalize.MatchedRootMeanSquare"/>. Null: the factor √max(1, outputs / inputs).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? MatchedRootMeanSquare
    {
        get;
        init => field = value is { } given ? Require.NotNegative(given, nameof(MatchedRootMeanSquare)) : null;
    }

    /// <summary>Whether weights are stored (outputs, inputs) instead of (inputs, outputs).</summary>
    public bool OutputsFirst { get; init; }

    /// <summary>The factor λ of the decay of matrices, which is multiplied by their learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which matrices are orthogonalised. Of the tensors that it matches, those of another rank than 2 go to Adam all the same.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Matrices { get; init; } = ParameterFilter.All;

    /// <summary>The learning rate α′ of other tensors; not negative. Null: that of matrices.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    public Schedule? AdamLearningRate
    {
        get;
        init => field = value is null ? null : Require.NotNegative(value, nameof(AdamLearningRate));
    }

    /// <summary>The decay rate of Adam's mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule AdamBeta1 { get; init; } = 0.9;

    /// <summary>The decay rate of Adam's mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule AdamBeta2 { get; init; } = 0.95;

    /// <summary>What is added to Adam's root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double AdamEpsilon { get; init; } = 1e-10;

    /// <summary>Whether Adam's mean looks ahead by one step.</summary>
    public bool AdamNesterov { get; init; }

    /// <summary>The factor λ′ of the decay of other tensors, which is multiplied by their learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule AdamWeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay: of matrices by <see cref="WeightDecay"/>, of others by <see cref="AdamWeightDecay"/>.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Partition Define()
    {
        Chain ofMatrices = Chain.Of(
            new ScaleByAverage
            {
                Decay = Momentum,
                Nesterov = Nesterov,
                BiasCorrection = BiasCorrection,
            },
            new Orthogonalize
            {
                Iteration = Iteration,
                Adaptive = Adaptive,
                MatchedRootMeanSquare = MatchedRootMeanSquare,
                OutputsFirst = OutputsFirst,
                MaxDegreeOfParallelism = MaxDegreeOfParallelism,
            },
            new AddDecayedWeights(WeightDecay).On(DecayMask),
            new ScaleByLearningRate(LearningRate)
        );
        AdamW ofOthers = new()
        {
            LearningRate = AdamLearningRate ?? LearningRate,
            Beta1 = AdamBeta1,
            Beta2 = AdamBeta2,
            Epsilon = AdamEpsilon,
            Nesterov = AdamNesterov,
            WeightDecay = AdamWeightDecay,
            DecayMask = DecayMask,
            MaxDegreeOfParallelism = MaxDegreeOfParallelism,
        };
        ParameterFilter matrices = Orthogonalize.Matrices.And(Matrices);
        return Partition
            .Of(
                new ParameterGroup(matrices, ofMatrices.WithMaxDegreeOfParallelism(MaxDegreeOfParallelism), "matrices")
                {
                    IsOptional = true,
                }
            )
            .Otherwise(ofOthers, "others");
    }
}
