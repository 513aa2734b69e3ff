namespace Pullback.Optimizers;

/// <summary>A value that is multiplied by another factor after each step; after the last factor it stays.</summary>
public sealed class MultiplicativeSchedule : Schedule
{
    private readonly double[] _factors;
    private readonly double[] _values;

    internal MultiplicativeSchedule(double initial, IEnumerable<double> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        Initial = Require.Finite(initial);
        _factors = [.. factors.Select((factor, i) => Require.Finite(factor, ItemName(nameof(factors), i)))];
        _values = new double[_factors.Length + 1];
        _values[0] = Initial;
        for (int i = 0; i < _factors.Length; i++)
        {
            _values[i + 1] = _values[i] * _factors[i];
        }
    }

    /// <summary>The first value.</summary>
    public double Initial { get; }

    /// <summary>The factors, in the order of the steps.</summary>
    public IReadOnlyList<double> Factors => Array.AsReadOnly(_factors);

    private protected override double Evaluate(long step) => _values[Math.Min(step, _factors.Length)];

    private protected override SettingsDescription Describe() =>
        new("Multiplicative", ("initial", Initial), ("factors", new ValueList<double>(_factors)));
}

public abstract partial class Schedule
{
    /// <summary>A value that is multiplied by another factor after each step: <c>α₀ = initial</c>, <c>αₜ₊₁ = αₜ · factors[t]</c>. PyTorch's <c>MultiplicativeLR</c>.</summary>
    /// <param name="initial">The first value.</param>
    /// <param name="factors">The factors, in the order of the steps; after the last one the value stays.</param>
    /// <returns>The schedule. For few factors at given steps see <see cref="PiecewiseConstant"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factors"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    public static Schedule Multiplicative(double initial, IEnumerable<double> factors) =>
        new MultiplicativeSchedule(initial, factors);
}
