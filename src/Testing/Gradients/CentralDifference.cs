namespace Pullback.Testing;

/// <summary>
/// Numerical derivatives of Σ upstream·output with respect to one element, in double precision. The outputs are subtracted one by one before they are
/// weighted and summed, so that outputs which do not depend on the element add no rounding noise.
/// </summary>
internal sealed class CentralDifference(Func<double[]> evaluate, double[] upstream)
{
    /// <summary>
    /// The step, relative to max(1, |x|): about the cube root of the machine epsilon, which balances truncation (∝ h²) against rounding (∝ 1/h).
    /// </summary>
    private const double Step = 6e-6;

    /// <summary>A second, smaller step for functions that curve strongly.</summary>
    private const double SmallStep = Step / 16;

    /// <summary>The smallest step, for arguments beside a kink: rounding leaves it some seven digits.</summary>
    private const double SmallestStep = SmallStep / 16;

    /// <summary>The central difference that is nearest to the analytic derivative, or the slope of a kink's side where the two sides differ.</summary>
    /// <param name="variable">The values of the tensor; unchanged afterwards.</param>
    /// <param name="index">The element.</param>
    /// <param name="analytic">The derivative under check.</param>
    /// <param name="options">The tolerances.</param>
    public double Nearest(double[] variable, int index, double analytic, GradientCheckOptions options)
    {
        double first = Central(variable, index, Step);
        if (Agrees(analytic, first, options))
        {
            return first;
        }
        foreach (double step in (ReadOnlySpan<double>)[SmallStep, SmallestStep])
        {
            double nearer = Central(variable, index, step);
            if (Agrees(analytic, nearer, options))
            {
                return nearer;
            }
        }
        return Subgradient(variable, index, analytic, options) ?? first;
    }

    /// <summary>The derivative along a direction.</summary>
    /// <param name="variable">The values of the tensor; unchanged afterwards.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="step">The step along it.</param>
    public double Along(double[] variable, double[] direction, double step = Step)
    {
        double[] start = [.. variable];
        Move(step);
        double[] above = [.. evaluate()];
        Move(-step);
        double[] below = [.. evaluate()];
        start.CopyTo(variable, 0);
        return Weighted(above, below) / (2 * step);

        void Move(double by)
        {
            for (int i = 0; i < variable.Length; i++)
            {
                variable[i] = start[i] + by * direction[i];
            }
        }
    }

    private double Central(double[] variable, int index, double step)
    {
        double x = variable[index];
        double h = step * Math.Max(1, Math.Abs(x));
        double[] above = EvaluateAt(variable, index, x + h);
        double[] below = EvaluateAt(variable, index, x - h);
        variable[index] = x;
        return Weighted(above, below) / (x + h - (x - h));
    }

    /// <summary>
    /// Where the function bends within a step, any value between the slopes of the two sides is a subgradient, and the kernel may return it. A bend is told
    /// from curvature by the difference of the slopes: that of a smooth function shrinks with the step.
    /// </summary>
    private double? Subgradient(double[] variable, int index, double analytic, GradientCheckOptions options)
    {
        (double left, double right) = Sides(variable, index, Step);
        (double nearLeft, double nearRight) = Sides(variable, index, SmallStep);
        double bend = Math.Abs(right - left);
        double nearBend = Math.Abs(nearRight - nearLeft);
        double scale = Math.Max(Math.Abs(left), Math.Abs(right));
        // A kink at the edge of the smaller step hardly bends it: then the size of the larger step's bend decides. A jump's slopes grow as steps shrink.
        bool bends = bend > 1e-3 * scale && (nearBend > bend / 8 || bend > 1e-2 * Math.Max(1, scale)) && nearBend < bend * 2;
        double least = Math.Min(Math.Min(left, right), Math.Min(nearLeft, nearRight));
        double greatest = Math.Max(Math.Max(left, right), Math.Max(nearLeft, nearRight));
        double tolerance = options.Tolerance(scale);
        return bends && analytic >= least - tolerance && analytic <= greatest + tolerance ? analytic : null;
    }

    private (double Left, double Right) Sides(double[] variable, int index, double step)
    {
        double x = variable[index];
        double h = step * Math.Max(1, Math.Abs(x));
        double[] above = EvaluateAt(variable, index, x + h);
        double[] below = EvaluateAt(variable, index, x - h);
        double[] centre = EvaluateAt(variable, index, x);
        return (Weighted(centre, below) / (x - (x - h)), Weighted(above, centre) / (x + h - x));
    }

    private double[] EvaluateAt(double[] variable, int index, double value)
    {
        variable[index] = value;
        return [.. evaluate()];
    }

    private double Weighted(double[] above, double[] below)
    {
        double sum = 0;
        for (int i = 0; i < above.Length; i++)
        {
            sum += upstream[i] * (above[i] - below[i]);
        }
        return sum;
    }

    private static bool Agrees(double analytic, double numeric, GradientCheckOptions options) =>
        Math.Abs(analytic - numeric) <= options.Tolerance(numeric);
}
