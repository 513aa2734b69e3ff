using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Random;

public sealed class NormalQuantileTests
{
    /// <summary>Computed with mpmath (<c>sqrt(2) * erfinv(2 * p - 1)</c>) at 60 digits.</summary>
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.3, -0.52440051270804081597)]
    [InlineData(0.1, -1.2815515655446004353)]
    [InlineData(0.075, -1.4395314709384559349)]
    [InlineData(0.0749, -1.4402382675279636631)]
    [InlineData(0.02, -2.0537489106318230443)]
    [InlineData(1e-05, -4.2648907939228246102)]
    [InlineData(1.1641532182693481e-10, -6.3379577545537892525)]
    [InlineData(1e-10, -6.3613409024040561991)]
    [InlineData(1.4e-11, -6.6567230915181836356)]
    [InlineData(1.3e-11, -6.6676114565107408347)]
    [InlineData(1e-13, -7.3487961028006775135)]
    [InlineData(1.1102230246251565e-16, -8.2095361516013868556)]
    [InlineData(0.7, 0.52440051270804065631)]
    [InlineData(0.999, 3.0902323061678132778)]
    [InlineData(0.99999, 4.2648907939238407699)]
    public void Agrees_with_a_computation_in_many_digits(double probability, double expected) =>
        Assert.Equal(expected, NormalQuantile.At(probability), 4e-15 * Math.Max(1.0, Math.Abs(expected)));

    [Fact]
    public void Is_exactly_odd_about_one_half()
    {
        foreach (
            var distance in new[] { 0.125, 0.421875, 0.4296875, 0.4921875, 0.5 - Math.ScaleB(1, -33), 0.5 - Math.ScaleB(1, -50) }
        )
        {
            // The two probabilities are exact, so the results are mirror images to the last bit.
            var below = 0.5 - distance;
            Assert.Equal(-NormalQuantile.At(below), NormalQuantile.At(1.0 - below));
        }
    }

    [Fact]
    public void Rises_across_the_seams_of_the_three_ranges()
    {
        foreach (var seam in new[] { 0.075, 0.925, Math.Exp(-25.0) })
        {
            var previous = NormalQuantile.At(seam * (1 - 1e-9));
            foreach (var factor in new[] { 1 - 1e-12, 1.0, 1 + 1e-12, 1 + 1e-9 })
            {
                var next = NormalQuantile.At(seam * factor);
                Assert.True(next > previous, $"Φ⁻¹ falls at {seam} · {factor}: {previous:R} to {next:R}");
                previous = next;
            }
        }
    }

    [Fact]
    public void Every_vector_width_gives_the_same_bits()
    {
        var probabilities = new double[1003];
        new RandomKey(8).FillUniform(probabilities);
        for (var index = 0; index < probabilities.Length; index++)
        {
            // From the middle far into the tails.
            probabilities[index] = Math.Pow((probabilities[index] + 1e-9) / 2, 1 + (index % 13));
        }

        var expected = Array.ConvertAll(probabilities, probability => One<ScalarLane<double>>(probability));
        Assert.Equal(expected, Array.ConvertAll(probabilities, probability => One<Lane128<double>>(probability)));
        Assert.Equal(expected, Array.ConvertAll(probabilities, probability => One<Lane256<double>>(probability)));
        Assert.Equal(expected, Array.ConvertAll(probabilities, probability => One<Lane512<double>>(probability)));
        NormalQuantile.Apply(probabilities);
        Assert.Equal(expected, probabilities);
    }

    private static double One<TLane>(double probability)
        where TLane : struct, ILane<TLane, double> => TLane.GetElement(NormalQuantile.Of(TLane.Broadcast(probability)), 0);
}
