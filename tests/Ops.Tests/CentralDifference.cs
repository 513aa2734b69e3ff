using Xunit;

namespace Pullback.Ops.Tests;

/// <summary>Gradients by central differences in double, for kernels that are smooth where they are tested.</summary>
internal static class CentralDifference
{
    /// <summary>Asserts that <paramref name="gradient"/> is that of <paramref name="function"/> at <paramref name="x"/>, element by element.</summary>
    /// <param name="function">The function; it reads the array it is given.</param>
    /// <param name="x">Where; is as it was afterwards.</param>
    /// <param name="gradient">The claimed gradient.</param>
    /// <param name="what">For the message.</param>
    public static void Check(Func<double[], double> function, double[] x, double[] gradient, string what)
    {
        Assert.Equal(x.Length, gradient.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double centre = x[i];
            double step = Math.Cbrt(Math.ScaleB(1, -53)) * Math.Max(1, Math.Abs(centre));
            x[i] = centre + step;
            double above = function(x);
            x[i] = centre - step;
            double below = function(x);
            x[i] = centre;
            double numeric = (above - below) / (2 * step);
            double tolerance = 1e-8 * Math.Max(1, Math.Abs(numeric));
            Assert.True(
                Math.Abs(gradient[i] - numeric) <= tolerance,
                $"{what}, element {i}: {gradient[i]:R}, but differences give {numeric:R}"
            );
        }
    }

    /// <summary>Σ weights · values: turns a vector of outputs into a number with a known gradient.</summary>
    public static double Weigh(double[] weights, double[] values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i];
        }
        return sum;
    }
}
