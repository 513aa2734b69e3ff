namespace Pullback.Ops.Tests.Activations;

/// <summary>An op with its constants, for tables of tests.</summary>
internal interface IActivation
{
    (double[] Value, double[] Derivative) Run(double[] x, int width);

    (float[] Value, float[] Derivative) Run(float[] x, int width);

    (double[] Value, double[] Derivative) RunBoth(double[] x, int width);

    /// <summary>Value and derivative by dual numbers through the scalar formula.</summary>
    (double[] Value, double[] Derivative) Differentiate(double[] x);
}

internal sealed class Activation<TOp>(params double[] constants) : IActivation
    where TOp : struct, IElementwiseOp
{
    public (double[] Value, double[] Derivative) Run(double[] x, int width)
    {
        var probe = LaneProbe<TOp, double>.Of(x, constants, width);
        return (probe.Value, probe.Derivative);
    }

    public (float[] Value, float[] Derivative) Run(float[] x, int width)
    {
        var probe = LaneProbe<TOp, float>.Of(x, [.. constants.Select(value => (float)value)], width);
        return (probe.Value, probe.Derivative);
    }

    public (double[] Value, double[] Derivative) RunBoth(double[] x, int width) =>
        LaneProbe<TOp, double>.Of(x, constants, width).Both;

    public (double[] Value, double[] Derivative) Differentiate(double[] x)
    {
        Dual[] fixedConstants = [.. constants.Select(value => new Dual(value, 0))];
        Dual[] results = [.. x.Select(value => TOp.Evaluate(new Dual(value, 1), (ReadOnlySpan<Dual>)fixedConstants))];
        return ([.. results.Select(result => result.Value)], [.. results.Select(result => result.Tangent)]);
    }
}
