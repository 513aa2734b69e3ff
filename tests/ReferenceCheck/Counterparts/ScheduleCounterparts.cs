using System.Globalization;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Makes the library's schedule of a source. <paramref name="baseRate"/> is PyTorch's rate outside the schedule; NaN for others.</summary>
public delegate RateCounterpart MakeSchedule(Settings settings, double baseRate);

/// <summary>Which schedule of the library a reference <c>source</c> is. A new schedule adds one line to the table of its origin.</summary>
public static partial class ScheduleCounterparts
{
    private static readonly Dictionary<string, MakeSchedule> Registry = new(
        [.. TorchSchedulers, .. OptaxSchedules, .. Formulas],
        StringComparer.Ordinal
    );

    /// <summary>Every source that has a counterpart, with what makes it.</summary>
    public static IReadOnlyDictionary<string, MakeSchedule> All => Registry;

    /// <summary>The counterpart of a source with its settings.</summary>
    /// <exception cref="NoCounterpartException">The library has no such schedule, or not with these settings.</exception>
    public static RateCounterpart Find(string source, Settings settings, double baseRate)
    {
        if (!Registry.TryGetValue(source, out MakeSchedule? make))
        {
            throw new NoCounterpartException($"the library has no schedule '{source}'");
        }
        RateCounterpart schedule = make(settings, baseRate);
        if (source.StartsWith("torch.", StringComparison.Ordinal))
        {
            TorchDone(settings);
        }
        else
        {
            settings.Done();
        }
        return schedule;
    }

    /// <summary>The counterpart of a schedule within another one, which says its <c>kind</c>.</summary>
    private static Schedule Inner(string prefix, Settings settings, double baseRate) =>
        Find(prefix + settings.Text("kind"), settings, baseRate).Rate;

    private static Interpolation Shape(Settings settings, string name, string fallback, params (string, Interpolation)[] shapes)
    {
        string given = settings.Text(name, fallback);
        foreach ((string shape, Interpolation interpolation) in shapes)
        {
            if (shape == given)
            {
                return interpolation;
            }
        }
        throw Unsupported(name, given);
    }

    private static bool Choice(Settings settings, string name, string yes, string no, bool fallback)
    {
        string given = settings.Text(name, fallback ? yes : no);
        return given == yes || (given == no ? false : throw Unsupported(name, given));
    }

    private static NoCounterpartException Unsupported(string name, string given) =>
        new($"the library has no setting for {name} = \"{given}\"");

    private static IEnumerable<(long Step, double Value)> ByStep(Settings settings, string name) =>
        settings
            .Members(name)
            .Select(member => (Step: long.Parse(member.Name, CultureInfo.InvariantCulture), member.Value))
            .OrderBy(member => member.Step);
}
