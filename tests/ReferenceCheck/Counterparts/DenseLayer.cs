using Pullback.Ops.Kernels;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>y = x·W + b by the product kernels. The reference's weight is (out, in), the library's (in, out).</summary>
internal static class DenseLayer
{
    public static LayerResult Run(LayerCase layer)
    {
        string orientation = layer.Settings.Text("weight_layout", "out,in");
        layer.Settings.Done();
        if (orientation is not ("out,in" or "in,out"))
        {
            throw new NoCounterpartException($"the weight layout '{orientation}' is unknown");
        }
        bool transposed = orientation == "out,in";
        ReferenceTensor given = layer.Parameter("W");
        double[] y = Forward(
            layer.Input("x"),
            transposed ? given.Transposed() : given,
            layer.Parameters.GetValueOrDefault("b")?.Data
        );
        Dictionary<string, double[]> gradients = Backward(
            layer.Input("x"),
            transposed ? given.Transposed() : given,
            layer.OutputGradient
        );
        if (transposed)
        {
            gradients["W"] = new ReferenceTensor([given.Shape[1], given.Shape[0]], gradients["W"]).Transposed().Data;
        }
        return new LayerResult(y, gradients);
    }

    /// <summary>The output, for a weight (in, out).</summary>
    public static double[] Forward(ReferenceTensor x, ReferenceTensor weight, double[]? bias)
    {
        double[] y = new double[x.Rows * weight.Shape[1]];
        Dense.Forward<double>(x.Data, weight.Data, bias ?? [], y, x.Rows, weight.Shape[0], weight.Shape[1]);
        return y;
    }

    /// <summary>The gradients of x, W (in, out) and b.</summary>
    public static Dictionary<string, double[]> Backward(ReferenceTensor x, ReferenceTensor weight, double[] upstream)
    {
        (int inputs, int outputs) = (weight.Shape[0], weight.Shape[1]);
        double[] dx = new double[x.Data.Length];
        double[] dw = new double[weight.Data.Length];
        double[] db = new double[outputs];
        MatrixProduct.MultiplyTransposedRight<double>(upstream, weight.Data, dx, x.Rows, outputs, inputs);
        MatrixProduct.MultiplyTransposedLeft<double>(x.Data, upstream, dw, inputs, x.Rows, outputs);
        ColumnSum.Run<double>(upstream, db, x.Rows, outputs);
        return new Dictionary<string, double[]>
        {
            ["x"] = dx,
            ["W"] = dw,
            ["b"] = db,
        };
    }
}
