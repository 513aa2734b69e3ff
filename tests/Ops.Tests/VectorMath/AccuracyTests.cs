using System.Globalization;
using System.Xml.Linq;
using Pullback.Ops.Kernels;
using Pullback.Ops.Tests.LaneTests;
using Xunit;

namespace Pullback.Ops.Tests.VectorMathTests;

/// <summary>The stated maximal errors hold: doubles against values of mpmath, floats over a grid of all bit patterns against doubles.</summary>
public class AccuracyTests
{
    public static TheoryData<string> Names => [.. VectorFunctions.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_error_is_within_the_stated_bound(string name)
    {
        VectorFunction function = VectorFunctions.Named(name);
        int count = 0;
        foreach (Row row in Rows().Where(row => row.Function == name))
        {
            count++;
            double actual = function.At(row.X, row.Y);
            double error = actual == row.High ? Math.Abs(row.Low) : Math.Abs(actual - row.High - row.Low);
            double ulps =
                error / Ulp(name == "LogAddExp" ? Math.Max(Math.Abs(row.High), Math.Abs(Math.Max(row.X, row.Y))) : row.High);
            Assert.True(
                ulps <= function.DoubleBound,
                $"{name}({row.X:R}, {row.Y:R}) is {actual:R}, expected {row.High:R}: {ulps:F2} ulp"
            );
        }
        Assert.True(count >= 200, $"only {count} vectors for {name}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_error_is_within_the_stated_bound(string name)
    {
        VectorFunction function = VectorFunctions.Named(name);
        float[] x = [.. FloatGrid()];
        float[] y = [.. x.Select((value, i) => value + ((i % 1001) - 500) * 0.01f)];
        var actual = new float[x.Length];
        function.Apply(EveryLane.Widths[^1], x, y, actual);
        double[] wideX = [.. x.Select(value => (double)value)];
        double[] wideY = [.. y.Select(value => (double)value)];
        var wide = new double[x.Length];
        function.Apply(EveryLane.Widths[^1], wideX, wideY, wide);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Independent(name, x[i]) ?? wide[i];
            if (!double.IsFinite(expected) || (float)expected == actual[i] || Math.Abs(expected) > float.MaxValue)
            {
                // Beyond the range the rounded value must be it exactly: infinity or NaN.
                Assert.True(((float)expected).Equals(actual[i]), $"{name}({x[i]:R}) is {actual[i]:R}, expected {expected:R}");
                continue;
            }
            double scale = name == "LogAddExp" ? Math.Max(Math.Abs(expected), Math.Abs(Math.Max(x[i], y[i]))) : expected;
            double ulps = Math.Abs(actual[i] - expected) / FloatUlp(scale);
            Assert.True(
                ulps <= function.FloatBound,
                $"{name}({x[i]:R}, {y[i]:R}) is {actual[i]:R}, expected {expected:R}: {ulps:F2} ulp"
            );
        }
    }

    [Fact]
    public void The_documentation_states_the_same_bounds()
    {
        XDocument documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Pullback.Ops.xml"));
        foreach (VectorFunction function in VectorFunctions.All)
        {
            string text = documentation
                .Descendants("member")
                .Single(member =>
                    member
                        .Attribute("name")!
                        .Value.StartsWith($"M:Pullback.Ops.Kernels.VectorMath.{function.Name}``1(``0", StringComparison.Ordinal)
                    && !member.Attribute("name")!.Value.Contains('@', StringComparison.Ordinal)
                )
                .Value;
            string stated = FormattableString.Invariant(
                $"Maximal error: {function.DoubleBound} ulp (double), {function.FloatBound} ulp (float)"
            );
            Assert.Contains(stated, text, StringComparison.Ordinal);
        }
        Assert.Equal(
            typeof(VectorMath).GetMethods().Where(method => method.IsStatic).Select(method => method.Name).Distinct().Order(),
            VectorFunctions.All.Select(function => function.Name).Order()
        );
    }

    // A .NET function of at most one ulp in double is exact for this purpose, and shares nothing with the lanes.
    private static double? Independent(string name, double x) =>
        name switch
        {
            "Exp" => Math.Exp(x),
            "Log" => Math.Log(x),
            "Tanh" => Math.Tanh(x),
            "Sin" => Math.Sin(x),
            "Cos" => Math.Cos(x),
            "Sigmoid" => 1 / (1 + Math.Exp(-x)),
            _ => null,
        };

    // Every exponent with both signs, at a prime stride through all bit patterns.
    private static IEnumerable<float> FloatGrid()
    {
        int stride = 8209 * EveryLane.Thinning;
        for (long bits = 0; bits < 1L << 32; bits += stride)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        }
        for (int i = 0; i < 200_000 / EveryLane.Thinning; i++)
        {
            yield return (i % 100_000 * 2e-4f * EveryLane.Thinning) - 10;
        }
    }

    private static IEnumerable<Row> Rows() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "VectorMath", "Data", "vectors.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(fields => new Row(fields[0], Number(fields[1]), Number(fields[2]), Number(fields[3]), Number(fields[4])));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Ulp(double value) =>
        Math.BitIncrement(Math.Max(Math.Abs(value), 2.3e-308)) - Math.Max(Math.Abs(value), 2.3e-308);

    private static double FloatUlp(double value) => Math.ScaleB(1, Math.Max(-126, Math.ILogB(value)) - 23);

    private sealed record Row(string Function, double X, double Y, double High, double Low);
}
