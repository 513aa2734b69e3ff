namespace Pullback.Generators.Tests.Formulas;

/// <summary>Formulas that are compiled, loaded and run against their own scalar code: one batch, one compilation.</summary>
public static class CompiledFormula
{
    private const string Constraint = "where T : unmanaged, IFloatingPointIeee754<T>";

    /// <summary>Name, body, further members. All have the constants a = 0.75 and b = 2.5, and are smooth near the points of <see cref="Points"/>.</summary>
    public static IReadOnlyList<(string Name, string Body, string Members)> All { get; } =
    [
        ("Square", "=> x * x;", ""),
        ("Arithmetic", "=> (a - x) * (x - b) / (x + b + b) - -x + a / b;", ""),
        ("SignsOfSums", "=> a - (b - x) - (-x * a) + -(x - a);", ""),
        ("PowerThree", "=> T.Pow(x, T.CreateChecked(3));", ""),
        ("PowerMinusFour", "=> T.Pow(b + x, T.CreateChecked(-4));", ""),
        ("PowerSeven", "=> T.Pow(x, T.CreateChecked(7)) + T.Pow(x, T.Zero);", ""),
        (
            "PowerHalf",
            "=> T.Pow(x + T.CreateChecked(5), T.CreateChecked(0.5)) + T.Pow(x + T.CreateChecked(5f), T.CreateChecked(-0.5m));",
            ""
        ),
        ("Softsign", "=> x / (T.One + T.Abs(x));", ""),
        ("Roots", "=> T.Sqrt(x * x + T.One);", ""),
        ("Bounds", "=> T.Clamp(x, -T.One, b) + T.Min(x, a) * T.Max(b, x);", ""),
        ("Signs", "=> T.CopySign(T.Exp(x), x) + T.CopySign(x, -b);", ""),
        ("Fused", "=> T.FusedMultiplyAdd(x, x + a, b * x);", ""),
        ("Exponentials", "=> T.Exp(-x * x) + T.ExpM1(x / b);", ""),
        ("Logarithms", "=> T.Log(x * x + b) - T.LogP1(x * x);", ""),
        ("Circular", "=> T.Sin(a * x) * T.Cos(x) + T.Tanh(x);", ""),
        ("Stable", "=> ScalarMath.Sigmoid(x) + ScalarMath.LogSigmoid(b * x) * ScalarMath.Softplus(x - a);", ""),
        ("StablePairs", "=> x * ScalarMath.Sigmoid(x) + ScalarMath.Softplus(x) * ScalarMath.NormalCdf(x) - T.Tanh(x);", ""),
        ("LogAdd", "=> ScalarMath.LogAddExp(a * x, b - x);", ""),
        ("ErrorFunction", "=> ScalarMath.Erf(a * x) * x;", ""),
        ("Normal", "=> x * ScalarMath.NormalCdf(x);", ""),
        (
            "Constants",
            "=> T.E * x + T.Pi * T.Tau + T.NegativeOne + T.CreateSaturating(7) * T.CreateTruncating(0.1f) * x + Rate<T>(x);",
            $"const double rate = -1e-3; static T Rate<T>(T y) {Constraint} => T.CreateChecked(rate * 2) * y;"
        ),
        ("Conditional", "=> x > a ? x * x : x < -b ? T.Exp(x) : T.Sin(x);", ""),
        ("Logic", "=> (x > a && !(x >= b)) || x <= -T.One || (x == b | x != x) ? x * x : b * x;", ""),
        (
            "BooleanLocals",
            "{ bool isLarge = T.Abs(x) > b, isPositive = x > T.Zero; return isLarge ? (isPositive ? a : b) * x : (isPositive ? isLarge : x < -T.One) ? x : x * x; }",
            ""
        ),
        (
            "Predicates",
            "=> T.IsNaN(x) || T.IsInfinity(x) || !T.IsFinite(x) || T.IsPositiveInfinity(x) || T.IsNegativeInfinity(x) ? T.Zero : a * x * x;",
            ""
        ),
        (
            "Branches",
            "{ T y = a; if (x > T.One) { y = x * b; if (x > b) { y += x; } } else { y -= x; } y *= x; return y / b; }",
            ""
        ),
        (
            "EarlyReturns",
            "{ if (x > b) { return x; } T y = x * x; if (x > a) { return y; } else if (x > -a) { y++; } --y; return y * x; }",
            ""
        ),
        (
            "Tuples",
            "{ var (s, c) = Both(x); (T p, _) = (s * c, s); var pair = (First: p, Second: c); return pair.First * pair.Item2 + Both(y: b * x).C; }",
            $"static (T S, T C) Both<T>(T y) {Constraint} => y > T.Zero ? (T.Sin(y), T.Cos(y)) : (T.Sin(-y), T.Cos(y));"
        ),
        (
            "Helpers",
            "=> Scaled(scale: b, value: x) + Square.Formula(x, a, b) * Other.Twice(x);",
            $"static T Scaled<T>(T value, T scale) {Constraint} {{ const int two = 2; T twice = T.CreateChecked(two) * value; return twice * scale; }}"
        ),
        (
            "Shadows",
            "{ T value = x * b; T derivative = value * value; T TLane = derivative + value; T @if = TLane * TLane; return @if * a; }",
            ""
        ),
        ("OpsOfAnotherAssembly", "=> Silu.Formula(a * x) * LeakyRelu.Formula(x, T.CreateChecked(0.1)) + Gelu.Formula(x);", ""),
        ("Unused", "{ T unused = T.Exp(x); _ = unused; return b; }", ""),
        ("Defaults", "=> Plus(x) + default(T);", $"static T Plus<T>(T y, T more = default) {Constraint} => y * y + more;"),
    ];

    /// <summary>Arguments that are not within 1e-3 of a kink of any formula of the batch.</summary>
    public static double[] Points { get; } =
    [-4.1, -3.3, -2.05, -1.4, -0.9, -0.31, -0.02, 0.013, 0.2, 0.6, 0.9, 1.7, 2.2, 2.9, 3.7];

    /// <summary>The source of the batch, with a class that runs ops on arrays.</summary>
    public static string Source
    {
        get
        {
            IEnumerable<string> structs = All.Select(formula =>
                $$"""
                    [ElementwiseOp]
                    public partial struct {{formula.Name}} : IElementwiseOp
                    {
                        public static T Formula<T>(T x, T a, T b) {{Constraint}} {{formula.Body}}
                        {{formula.Members}}
                    }
                    """
            );
            return FormulaSources.File(
                $$"""
                public static class Other { public static T Twice<T>(T x) {{Constraint}} => x + x; }

                public static class Runner
                {
                    public static double[] Values<TOp>(double[] x, double[] constants) where TOp : struct, IElementwiseOp
                    {
                        var y = new double[x.Length];
                        Pullback.Ops.Kernels.Elementwise.Forward<TOp, double>(x, constants, y);
                        return y;
                    }

                    public static double[] Derivatives<TOp>(double[] x, double[] constants) where TOp : struct, IElementwiseOp
                    {
                        var dx = new double[x.Length];
                        Pullback.Ops.Kernels.Elementwise.Backward<TOp, double>(x, constants, x.Select(_ => 1.0).ToArray(), dx);
                        return dx;
                    }

                    public static double[] Scalars<TOp>(double[] x, double[] constants) where TOp : struct, IElementwiseOp =>
                        x.Select(value => TOp.Evaluate<double>(value, constants)).ToArray();

                    public static double[] Both<TOp>(double[] x, double[] constants) where TOp : struct, IElementwiseOp =>
                        x.SelectMany(value =>
                        {
                            var lane = Pullback.Ops.Kernels.ScalarLane<double>.Broadcast(value);
                            var lanes = constants.Select(Pullback.Ops.Kernels.ScalarLane<double>.Broadcast).ToArray();
                            TOp.ForwardAndDerivative<Pullback.Ops.Kernels.ScalarLane<double>>(lane, lanes, out var y, out var dx);
                            return new[] { Pullback.Ops.Kernels.ScalarLane<double>.GetElement(y, 0), Pullback.Ops.Kernels.ScalarLane<double>.GetElement(dx, 0) };
                        }).ToArray();
                }

                {{string.Join("\n\n", structs)}}
                """
            );
        }
    }
}
