using System.Globalization;
using Pullback.Ops;
using Pullback.Ops.Kernels;

namespace Pullback.Testing;

/// <summary>The checks of one formula in one case.</summary>
internal sealed class ElementwiseCheck<TOp>(GradientCheckOptions options, double[] constants)
    where TOp : struct, IElementwiseOp
{
    private const double KinkDistance = 0.01;

    /// <summary>Rounding only: a formula's lanes against the formula on scalars, relative to max(1, |y|).</summary>
    private const double RoundingTolerance = 1e-11;

    public GradientReport Run(CheckCase drawn)
    {
        CaseRandom random = new(drawn);
        Comparer comparer = new(options);
        // Now and then nothing at all, which kernels must take too.
        int length = random.Integer(0, 24) == 0 ? 0 : random.RaggedLength();
        double[] x = [.. random.Values(length, options.Minimum, options.Maximum).Select(AwayFromKinks)];
        double[] upstream = random.Values(length, -2, 2);

        CheckValues(comparer, x);
        CheckDerivative(comparer, x, upstream);
        CheckUpstream(comparer, x, upstream);
        CheckPositions(comparer, x, upstream);
        CheckWidths(comparer, x);
        CheckSingle(comparer, x, upstream);
        foreach (double kink in options.Kinks)
        {
            CheckKink(comparer, kink);
        }
        string arguments =
            constants.Length == 0
                ? ""
                : ", " + string.Join(", ", constants.Select(c => c.ToString("R", CultureInfo.InvariantCulture)));
        return comparer.Report(
            Replays.Name(typeof(TOp)),
            $"x {new Shape(length)}",
            drawn,
            $"GradientCheck.VerifyElementwise<{Replays.Name(typeof(TOp))}>({Replays.Of(drawn, options)}{arguments})"
        );
    }

    private void CheckValues(Comparer comparer, double[] x)
    {
        double[] values = Forward(x);
        comparer.Close("forward kernel against the formula", "y", new Shape(x.Length), values, Scalars(x), RoundingTolerance);
        comparer.Same("forward kernel, twice", "y", new Shape(x.Length), Forward(x), values);
    }

    private void CheckDerivative(Comparer comparer, double[] x, double[] upstream)
    {
        Shape shape = new(x.Length);
        double[] gradient = Backward(x, upstream);
        comparer.AgainstDifferences(
            "backward kernel",
            "x",
            shape,
            x,
            gradient,
            new CentralDifference(() => Scalars(x), upstream),
            random: null
        );

        LaneResults lanes = LaneResults.Of<TOp, double, Lane256<double>>(x, constants);
        double[] derivative = Backward(x, Ones(x.Length));
        comparer.Close(
            "value shared with the derivative, against the forward kernel",
            "y",
            shape,
            lanes.Value,
            Forward(x),
            RoundingTolerance
        );
        comparer.Close(
            "derivative shared with the value, against the backward kernel",
            "x",
            shape,
            lanes.Derivative,
            derivative,
            RoundingTolerance
        );
        if (lanes.FromOutput is { } fromOutput)
        {
            comparer.Close(
                "derivative from the output, against the backward kernel",
                "x",
                shape,
                fromOutput,
                derivative,
                options.RelativeTolerance
            );
        }
    }

    private void CheckUpstream(Comparer comparer, double[] x, double[] upstream)
    {
        Shape shape = new(x.Length);
        double[] gradient = Backward(x, upstream);
        comparer.Equal(
            "twice the upstream gradient gives twice the gradient",
            "x",
            shape,
            Backward(x, Scaled(upstream, 2)),
            Scaled(gradient, 2)
        );
        comparer.Equal("zero upstream gradient gives zero", "x", shape, Backward(x, new double[x.Length]), new double[x.Length]);
    }

    /// <summary>The value of an element must not depend on where it stands: this is what a wrong remainder loop breaks.</summary>
    private void CheckPositions(Comparer comparer, double[] x, double[] upstream)
    {
        double[] valuesAlone = new double[x.Length];
        double[] gradientsAlone = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            valuesAlone[i] = Forward([x[i]])[0];
            gradientsAlone[i] = Backward([x[i]], [upstream[i]])[0];
        }
        Shape shape = new(x.Length);
        comparer.Same("each value as if it were alone", "y", shape, Forward(x), valuesAlone);
        comparer.Same("each gradient as if it were alone", "x", shape, Backward(x, upstream), gradientsAlone);
    }

    private void CheckWidths(Comparer comparer, double[] x)
    {
        Shape shape = new(x.Length);
        LaneResults scalar = LaneResults.Of<TOp, double, ScalarLane<double>>(x, constants);
        Compare("128-bit", LaneResults.Of<TOp, double, Lane128<double>>(x, constants));
        Compare("256-bit", LaneResults.Of<TOp, double, Lane256<double>>(x, constants));
        Compare("512-bit", LaneResults.Of<TOp, double, Lane512<double>>(x, constants));

        void Compare(string width, LaneResults wide)
        {
            comparer.Same($"{width} lanes against scalar lanes", "y", shape, wide.Value, scalar.Value);
            comparer.Same($"{width} lanes against scalar lanes", "x", shape, wide.Derivative, scalar.Derivative);
        }
    }

    private void CheckSingle(Comparer comparer, double[] x, double[] upstream)
    {
        // The argument is rounded first, so that the two precisions see the same one.
        float[] single = [.. x.Select(value => (float)value)];
        double[] rounded = [.. single.Select(value => (double)value)];
        double[] roundedUpstream = [.. upstream.Select(value => (double)(float)value)];
        float[] y = new float[x.Length];
        float[] dx = new float[x.Length];
        float[] settings = [.. constants.Select(value => (float)value)];
        Ops.Kernels.Elementwise.Forward<TOp, float>(single, settings, y);
        Ops.Kernels.Elementwise.Backward<TOp, float>(single, settings, [.. roundedUpstream.Select(value => (float)value)], dx);
        Shape shape = new(x.Length);
        comparer.Close(
            "float forward kernel against double",
            "y",
            shape,
            Doubles.From<float>(y),
            Forward(rounded),
            options.SingleTolerance
        );
        comparer.Close(
            "float backward kernel against double",
            "x",
            shape,
            Doubles.From<float>(dx),
            Backward(rounded, roundedUpstream),
            options.SingleTolerance
        );
    }

    private void CheckKink(Comparer comparer, double kink)
    {
        double[] x = [kink];
        comparer.AgainstDifferences(
            string.Create(CultureInfo.InvariantCulture, $"backward kernel at the kink {kink:R}"),
            "x",
            new Shape(1),
            x,
            Backward(x, [1]),
            new CentralDifference(() => Scalars(x), [1]),
            random: null
        );
    }

    private double AwayFromKinks(double x)
    {
        foreach (double kink in options.Kinks)
        {
            if (Math.Abs(x - kink) < KinkDistance)
            {
                return kink + (x < kink ? -2 : 2) * KinkDistance;
            }
        }
        return x;
    }

    private double[] Scalars(double[] x) => [.. x.Select(value => TOp.Evaluate(value, constants))];

    private double[] Forward(double[] x)
    {
        double[] y = new double[x.Length];
        Ops.Kernels.Elementwise.Forward<TOp, double>(x, constants, y);
        return y;
    }

    private double[] Backward(double[] x, double[] upstream)
    {
        double[] dx = new double[x.Length];
        Ops.Kernels.Elementwise.Backward<TOp, double>(x, constants, upstream, dx);
        return dx;
    }

    private static double[] Scaled(double[] values, double factor) => [.. values.Select(value => value * factor)];

    private static double[] Ones(int length) => [.. Enumerable.Repeat(1.0, length)];
}
