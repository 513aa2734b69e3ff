namespace Pullback.Optimizers;

/// <summary>
/// A running average of parameters, as a value: which share the newest ones have in it. Everything else, <c>Init</c> and <c>Update</c>, follows
/// (<see cref="ParameterAverageExtensions"/>).
/// </summary>
/// <remarks>
/// <para><c>a ← a + share · (p − a)</c>, the same for all averages. An average of your own, or an object expression in F#, says the shares.</para>
/// </remarks>
public interface IParameterAverage
{
    /// <summary>The weight that the first parameters, those given to <c>Init</c>, have in the average: 0 when the first update replaces them.</summary>
    double InitialWeight { get; }

    /// <summary>The share of the newest parameters.</summary>
    /// <param name="update">Which update it is, counted from 1; 0 are the parameters given to <c>Init</c>.</param>
    /// <param name="weight">The weight in the average so far.</param>
    /// <returns>The share, from 0, which leaves the average as it is, to 1, which replaces it, and the weight after the update.</returns>
    AverageShare Next(long update, double weight);
}

/// <summary>What <see cref="IParameterAverage.Next"/> returns.</summary>
/// <param name="Share">The share of the newest parameters.</param>
/// <param name="Weight">The weight in the average after the update.</param>
public readonly record struct AverageShare(double Share, double Weight);
