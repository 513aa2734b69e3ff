using Xunit;

namespace Pullback.Ops.Tests.Activations;

public class ActivationTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string id in Ops.Keys)
            {
                foreach (int width in new[] { 512, 256, 128, 0 })
                {
                    cases.Add(id, width);
                }
            }
            return cases;
        }
    }

    private static Dictionary<string, IActivation> Ops { get; } =
        new(StringComparer.Ordinal)
        {
            ["relu"] = new Activation<Relu>(),
            ["leaky_relu/negative_slope=0.01"] = new Activation<LeakyRelu>(0.01),
            ["leaky_relu/negative_slope=0.389"] = new Activation<LeakyRelu>(0.389),
            ["tanh"] = new Activation<Tanh>(),
            ["sigmoid"] = new Activation<Sigmoid>(),
            ["silu"] = new Activation<Silu>(),
            ["gelu/approximate=none"] = new Activation<Gelu>(),
            ["softplus/beta=1.0/threshold=20.0"] = new Activation<Softplus>(),
            ["mish"] = new Activation<Mish>(),
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Double_is_exact_over_the_grid(string id, int width)
    {
        ActivationCase grid = ActivationGrid.Case(id);
        (double[] value, double[] derivative) = Ops[id].Run(grid.X, width);

        for (int i = 0; i < grid.X.Length; i++)
        {
            AssertClose($"{id}({grid.X[i]:R})", grid.Value[i], value[i], relative: 1e-13, absolute: 1e-300);
            AssertClose($"{id}′({grid.X[i]:R})", grid.Derivative[i], derivative[i], relative: 1e-12, absolute: 1e-16);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float_follows_double_over_the_grid(string id, int width)
    {
        float[] x = [.. ActivationGrid.Case(id).X.Select(value => (float)value)];
        (double[] expected, double[] slope) = Ops[id].Run([.. x.Select(value => (double)value)], 0);
        (float[] value, float[] derivative) = Ops[id].Run(x, width);

        for (int i = 0; i < x.Length; i++)
        {
            // What overflows float is infinite there. Gates below the normal numbers have few digits, and x (up to 100 there) multiplies their error.
            AssertClose($"{id}({x[i]:R})", (float)expected[i], value[i], relative: 1e-6, absolute: 2e-43);
            AssertClose($"{id}′({x[i]:R})", (float)slope[i], derivative[i], relative: 2e-6, absolute: 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_width_gives_the_same_bits(string id, int width)
    {
        double[] x = ActivationGrid.Case(id).X;
        float[] single = [.. x.Select(value => (float)value)];

        Assert.Equal(Bits(Ops[id].Run(x, 0)), Bits(Ops[id].Run(x, width)));
        Assert.Equal(Bits(Ops[id].Run(single, 0)), Bits(Ops[id].Run(single, width)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_elements_value_does_not_depend_on_the_length(string id, int width)
    {
        double[] x = [.. ActivationGrid.Case(id).X.Skip(50).Take(35)];
        double[] whole = Ops[id].Run(x, width).Value;
        for (int length = 0; length < x.Length; length++)
        {
            Assert.Equal(whole[..length], Ops[id].Run(x[..length], width).Value);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_and_derivative_together_are_the_same_bits(string id, int width)
    {
        double[] x = ActivationGrid.Case(id).X;

        Assert.Equal(Bits(Ops[id].Run(x, width)), Bits(Ops[id].RunBoth(x, width)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scalar_formula_and_dual_numbers_agree_with_the_lanes(string id, int width)
    {
        double[] x = [.. ActivationGrid.Case(id).X.Where(value => Math.Abs(value) is > 1e-6 and < 30)];
        (double[] value, double[] derivative) = Ops[id].Run(x, width);
        (double[] scalar, double[] tangent) = Ops[id].Differentiate(x);

        for (int i = 0; i < x.Length; i++)
        {
            AssertClose($"{id}({x[i]:R})", scalar[i], value[i], relative: 1e-12, absolute: 1e-13);
            AssertClose($"{id}′({x[i]:R})", tangent[i], derivative[i], relative: 1e-12, absolute: 1e-13);
        }
    }

    [Fact]
    public void Relu_has_the_same_derivative_from_its_output()
    {
        double[] x = [-2.0, -0.0, 0.0, double.Epsilon, 3.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        double[] expected = Ops["relu"].Run(x, 0).Derivative;

        double[] actual =
        [
            .. x.Select(value => Kernels.ScalarLane<double>.Broadcast(value))
                .Select(lane => Kernels.ScalarLane<double>.GetElement(Relu.OutputDerivative(Relu.Forward(lane)), 0)),
        ];

        Assert.True(Relu.HasOutputDerivative);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Describe_themselves()
    {
        Assert.Equal(("Relu", 0, Initialization.Kaiming), Describe<Relu>());
        Assert.Equal(("LeakyRelu", 1, Initialization.Kaiming), Describe<LeakyRelu>());
        Assert.Equal(("Gelu", 0, Initialization.Xavier), Describe<Gelu>());

        static (string, int, Initialization) Describe<TOp>()
            where TOp : struct, IElementwiseOp => (TOp.Name, TOp.ConstantCount, TOp.Initialization);
    }

    private static IEnumerable<long> Bits((double[] Value, double[] Derivative) result) =>
        result
            .Value.Concat(result.Derivative)
            .Select(value => double.IsNaN(value) ? long.MinValue + 1 : BitConverter.DoubleToInt64Bits(value));

    private static IEnumerable<int> Bits((float[] Value, float[] Derivative) result) =>
        result
            .Value.Concat(result.Derivative)
            .Select(value => float.IsNaN(value) ? int.MinValue + 1 : BitConverter.SingleToInt32Bits(value));

    private static void AssertClose(string what, double expected, double actual, double relative, double absolute)
    {
        bool isClose =
            expected.Equals(actual)
            || expected == actual
            || Math.Abs(expected - actual) <= Math.Max(absolute, relative * Math.Abs(expected));
        Assert.True(isClose, FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}"));
    }
}
