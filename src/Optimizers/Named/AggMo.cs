namespace Pullback.Optimizers;

/// <summary>Aggregated momentum: the average of velocities of several momenta, the small ones of which damp the oscillations of the large ones.</summary>
/// <remarks>
/// <para><c>vᵢ = μᵢ vᵢ + g</c> for every momentum μᵢ; <c>p ← p − α (v₁ + … + vₖ) / k</c>.</para>
/// <para>With one momentum it is <see cref="Sgd"/>, and like its, the steps of a constant gradient grow to <c>1 / (1 − μᵢ)</c> of it.</para>
/// <para>Differences: none; as the authors' code with its <c>betas</c>. PyTorch and Optax have no counterpart.</para>
/// <para>J. Lucas, S. Sun, R. Zemel, R. Grosse, "Aggregated Momentum: Stability Through Passive Damping", ICLR 2019.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new AggMo(0.0, 0.9, 0.99) { LearningRate = 0.1 };
/// </code>
/// </example>
[ComposedOptimizer]
public sealed partial record AggMo : IGradientTransformation
{
    private readonly Schedule[] _momenta;

    /// <summary>Aggregates momenta.</summary>
    /// <param name="momenta">The momenta μᵢ, each at least 0 and below 1. None at all means 0, 0.9 and 0.99.</param>
    /// <exception cref="ArgumentNullException">A momentum is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A momentum is constant and out of its bound.</exception>
    public AggMo(params Schedule[] momenta)
    {
        ArgumentNullException.ThrowIfNull(momenta);
        _momenta =
            momenta.Length > 0 ? [.. momenta.Select(momentum => Require.Decay(momentum, nameof(momenta)))] : [0.0, 0.9, 0.99];
    }

    /// <summary>The momenta μᵢ.</summary>
    public IReadOnlyList<Schedule> Momenta => Array.AsReadOnly(_momenta);

    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-2);

    /// <summary>Whether two optimizers have the same momenta, in the same order, and the same other settings.</summary>
    /// <param name="other">The other optimizer.</param>
    /// <returns>True when they have.</returns>
    public bool Equals(AggMo? other) =>
        other is not null
        && Rate.Equals(other.Rate)
        && MaxDegreeOfParallelism == other.MaxDegreeOfParallelism
        && _momenta.SequenceEqual(other._momenta);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rate, _momenta.Length, _momenta[0]);

    /// <summary>The name and the settings.</summary>
    /// <returns>For example <c>AggMo(0, 0.9, 0.99, learningRate: 0.01)</c>.</returns>
    public override string ToString() => $"AggMo({string.Join(", ", _momenta.AsEnumerable())}, learningRate: {LearningRate})";

    private Chain Define() =>
        Chain
            .Of(
                AverageUpdates.Of(
                    _momenta.Select(momentum => new Trace
                    {
                        Momentum = momentum,
                        MaxDegreeOfParallelism = MaxDegreeOfParallelism,
                    })
                ),
                Rate
            )
            .WithMaxDegreeOfParallelism(MaxDegreeOfParallelism);
}
