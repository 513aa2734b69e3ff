using System.Text.Json;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary><c>losses.json</c>: loss kernels with their gradients, extreme arguments included.</summary>
public sealed class LossesFile : IReferenceFile
{
    private const double Tolerance = 1e-11;

    public string Name => "losses.json";

    public void Check(JsonElement root, FileReport report)
    {
        report.RunEach(root.Member("cases").Items(), "cases", CheckLoss);
    }

    private static void CheckLoss(JsonElement item)
    {
        ILossCounterpart loss = LossCounterparts.Find(item);
        ReferenceTensor x = ReferenceTensor.Read(item.Member("inputs").Member("x"));
        string reduction = item.Member("reduction").Text();
        double[] gradient = ReferenceTensor.Read(item.Member("grads").Member("x")).Data;
        switch (reduction)
        {
            // The library has the mean. The sum is the mean times the number of terms, and a single term is the mean over a batch of one.
            case "mean":
                CheckReduced(loss, item, x, gradient, 1);
                break;
            case "sum":
                CheckReduced(loss, item, x, gradient, loss.Terms(x));
                break;
            case "none":
                CheckTerms(loss, item, x, gradient);
                break;
            default:
                throw new NoCounterpartException($"the library has no reduction '{reduction}'");
        }
    }

    private static void CheckReduced(ILossCounterpart loss, JsonElement item, ReferenceTensor x, double[] gradient, double factor)
    {
        (double value, double[] dx) = loss.Mean(x, item.Member("g").Number() * factor);
        Deviation.Within(Tolerance, "value", item.Member("value").Number(), value * factor);
        Deviation.Within(Tolerance, "dx", gradient, dx);
    }

    private static void CheckTerms(ILossCounterpart loss, JsonElement item, ReferenceTensor x, double[] gradient)
    {
        ReferenceTensor upstream = ReferenceTensor.Read(item.Member("g"));
        ReferenceTensor expected = ReferenceTensor.Read(item.Member("value"));
        double[] values = new double[expected.Data.Length];
        double[] jacobian = new double[x.Data.Length];
        double[] dx = new double[x.Data.Length];
        int width = x.Data.Length / Math.Max(1, values.Length);
        for (int term = 0; term < values.Length; term++)
        {
            Span<double> slopes = jacobian.AsSpan(term * width, width);
            (values[term], double[] slope) = loss.Term(x, term);
            slope.CopyTo(slopes);
            for (int i = 0; i < width; i++)
            {
                dx[term * width + i] = upstream.Data[term] * slope[i];
            }
        }
        Deviation.Within(Tolerance, "value", expected.Data, values);
        Deviation.Within(Tolerance, "dx", gradient, dx);
        if (item.Optional("value_exact") is { } exact)
        {
            Deviation.Within(Tolerance, "value (exact)", ReferenceTensor.Read(exact).Data, values);
        }
        if (item.Optional("jacobian_exact") is { } exactSlopes)
        {
            Deviation.Within(Tolerance, "derivative (exact)", ReferenceTensor.Read(exactSlopes).Data, jacobian);
        }
    }
}
