using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Which average of parameters a reference <c>kind</c> is. A new average adds one line.</summary>
public static class AverageCounterparts
{
    private static readonly Dictionary<string, Func<Settings, IParameterAverage>> Registry = new(StringComparer.Ordinal)
    {
        ["ema_from_initial"] = settings => new ExponentialAverage { Decay = settings.Number("decay") },
        ["ema_debiased"] = settings => new ExponentialAverage { Decay = settings.Number("decay"), BiasCorrection = true },
        ["ema_num_updates"] = settings => new ExponentialAverage { Decay = settings.Number("decay"), CountsUpdates = true },
        ["polyak_running_mean"] = settings => new PolyakAverage { Start = settings.Whole("start") },
        ["swa"] = settings => new StochasticWeightAverage { Start = settings.Whole("start"), Frequency = settings.Whole("freq") },
    };

    /// <summary>The counterpart of a kind with its settings.</summary>
    /// <exception cref="NoCounterpartException">The library has no such average, or not with these settings.</exception>
    public static IParameterAverage Find(string kind, Settings settings)
    {
        if (!Registry.TryGetValue(kind, out Func<Settings, IParameterAverage>? make))
        {
            throw new NoCounterpartException($"the library has no parameter average '{kind}'");
        }
        // The rule in words; the kind has said it.
        settings.Skip("rule");
        IParameterAverage average = make(settings);
        settings.Done();
        return average;
    }
}
