using System.Globalization;
using System.Text.Json;
using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>The section <c>averaging</c> of <c>optimizers.json</c>: averages of given parameters, compared after every step.</summary>
internal sealed class AveragingCheck
{
    private const double Tolerance = 1e-12;

    private readonly TensorSet<double>[] parameters;

    public AveragingCheck(JsonElement section)
    {
        double[][] rows = [.. section.Member("params").Items().Select(row => row.Numbers())];
        TensorLayout layout = new([("x", new Shape(rows.FirstOrDefault()?.Length ?? 0))]);
        parameters = [.. rows.Select(row => TensorSet<double>.Unflatten(layout, row))];
    }

    public void Check(JsonElement item, FileReport report)
    {
        IParameterAverage average = AverageCounterparts.Find(item.Member("kind").Text(), new Settings(item.Member("hyper")));
        report.Use(average);
        double[][] expected = [.. item.Member("average").Items().Select(row => row.Numbers())];
        if (expected.Length == 0 || expected.Length >= parameters.Length)
        {
            throw new ReferenceFormatException(
                FormattableString.Invariant($"{parameters.Length} parameters have {expected.Length} averages after the first")
            );
        }
        AverageState<double> state = average.Init(parameters[0]);
        for (int step = 0; step < expected.Length; step++)
        {
            state = average.Update(state, parameters[step + 1]);
            string after = (step + 1).ToString(CultureInfo.InvariantCulture);
            Deviation.Within(Tolerance, $"the average after step {after}", expected[step], state.Average.Flatten());
        }
    }
}
