using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>What a stochastic gradient is off by, element by element, in the forms of Schaul, Antonoglou and Silver.</summary>
public sealed record GradientNoise
{
    private readonly Func<double, double, double, double> apply;

    private GradientNoise(string name, Func<double, double, double, double> apply)
    {
        Name = name;
        this.apply = apply;
    }

    /// <summary>The kind of noise and its strength.</summary>
    public string Name { get; }

    /// <summary>None at all.</summary>
    public static GradientNoise None { get; } = new("no noise", (gradient, _, _) => gradient);

    /// <summary><c>g + σ N(0, 1)</c>.</summary>
    /// <param name="deviation">The standard deviation σ.</param>
    /// <returns>The noise.</returns>
    public static GradientNoise Additive(double deviation) =>
        new(
            FormattableString.Invariant($"additive noise {deviation}"),
            (gradient, normal, strength) => gradient + (strength * deviation * normal)
        );

    /// <summary><c>g e^(σ N(0, 1))</c>.</summary>
    /// <param name="deviation">The standard deviation σ of the exponent.</param>
    /// <returns>The noise.</returns>
    public static GradientNoise Multiplicative(double deviation) =>
        new(
            FormattableString.Invariant($"multiplicative noise {deviation}"),
            (gradient, normal, strength) => gradient * Math.Exp(strength * deviation * normal)
        );

    /// <summary>0 with a probability, else g.</summary>
    /// <param name="probability">The probability.</param>
    /// <returns>The noise.</returns>
    public static GradientNoise MaskOut(double probability) =>
        new(
            FormattableString.Invariant($"masked out with probability {probability}"),
            (gradient, normal, strength) => NormalDistribution(normal) < strength * probability ? 0 : gradient
        );

    /// <summary><c>g + s C</c>, where C has the Cauchy distribution: its outliers are so large that it has no mean.</summary>
    /// <param name="scale">The scale s.</param>
    /// <returns>The noise.</returns>
    public static GradientNoise Cauchy(double scale) =>
        new(
            FormattableString.Invariant($"Cauchy noise {scale}"),
            (gradient, normal, strength) => gradient + (strength * scale * Math.Tan(Math.PI * (NormalDistribution(normal) - 0.5)))
        );

    /// <summary>A noisy gradient. The same key gives the same noise.</summary>
    internal double[] Apply(double[] gradient, RandomKey key, double strength)
    {
        double[] normals = new double[gradient.Length];
        key.FillNormal(normals);
        return [.. gradient.Zip(normals, (element, normal) => apply(element, normal, strength))];
    }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>Makes a uniform number of a normal one.</summary>
    private static double NormalDistribution(double normal) => 0.5 * (1 + ScalarMath.Erf(normal / Math.Sqrt(2)));
}
