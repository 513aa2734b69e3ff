using System.Text.Json;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>A loss of the library on the targets of one case.</summary>
public interface ILossCounterpart
{
    /// <summary>How many terms the mean is taken over.</summary>
    int Terms(ReferenceTensor x);

    /// <summary>The mean over all terms, and its gradient times the upstream gradient.</summary>
    (double Value, double[] Gradient) Mean(ReferenceTensor x, double upstream);

    /// <summary>One term, and its derivative towards the elements of x that it depends on.</summary>
    (double Value, double[] Gradient) Term(ReferenceTensor x, int term);
}

/// <summary>Which loss of the library a reference <c>kind</c> is. A new loss adds one line.</summary>
public static class LossCounterparts
{
    private static readonly Dictionary<string, Func<JsonElement, Settings, ILossCounterpart>> Registry = new(
        StringComparer.Ordinal
    )
    {
        ["mse"] = (item, _) => Squares(item),
        ["cross_entropy"] = Labels,
    };

    /// <summary>The counterpart of a case.</summary>
    /// <exception cref="NoCounterpartException">The library has no such loss, or not with these settings.</exception>
    public static ILossCounterpart Find(JsonElement item)
    {
        string kind = item.Member("kind").Text();
        if (!Registry.TryGetValue(kind, out Func<JsonElement, Settings, ILossCounterpart>? make))
        {
            throw new NoCounterpartException($"the library has no loss '{kind}'");
        }
        Settings settings = new(item.Member("hyper"));
        ILossCounterpart loss = make(item, settings);
        settings.Done();
        return loss;
    }

    private static MeanSquares Squares(JsonElement item) =>
        item.Member("inputs").Optional("target") is null
            ? new MeanSquares(ReferenceTensor.Read(item.Member("fixed").Member("target")).Data)
            : throw new NoCounterpartException("the library takes no gradient towards the target");

    private static IntegerLabels Labels(JsonElement item, Settings settings)
    {
        JsonElement given = item.Member("fixed");
        foreach (string lacking in (ReadOnlySpan<string>)["weight", "pos_weight", "alpha"])
        {
            if (given.Optional(lacking) is not null)
            {
                throw new NoCounterpartException($"the library's cross-entropy has no {lacking}");
            }
        }
        settings.Only("label_smoothing", 0);
        int[] labels = [.. ReferenceTensor.Read(given.Member("target")).Data.Select(label => (int)label)];
        return labels.Contains(settings.Whole("ignore_index", -100))
            ? throw new NoCounterpartException("the library's cross-entropy ignores no label")
            : new IntegerLabels(labels);
    }
}
