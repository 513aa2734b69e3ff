using System.Diagnostics;

namespace Pullback.Bench.Compare;

/// <summary>
/// Times both sides in turn, round by round, so that whatever else the machine does meets both alike; a ratio of medians over many short rounds says
/// more than two long runs.
/// </summary>
internal static class Interleaved
{
    private const double SecondsPerSample = 0.01;

    /// <summary>The median seconds of each side; of a side that cannot run, null and the reason.</summary>
    public static (double Own, Median[] Peers) Run(Work work, IReadOnlyList<PythonPeer?> peers, int rounds)
    {
        Action own = work.Create();
        int ownCount = WarmUp(count => Time(own, count));
        var ownSamples = new List<double>();
        var counts = new int[peers.Count];
        var samples = peers.Select(_ => new List<double>()).ToArray();
        var reasons = new string[peers.Count];
        for (int i = 0; i < peers.Count; i++)
        {
            reasons[i] = peers[i] is null ? "not started" : "";
            peers[i]?.Time(work.PeerName, 1, out reasons[i]);
            counts[i] = peers[i]?.Time(work.PeerName, 3, out _) is null
                ? 0
                : WarmUp(count => peers[i]!.Time(work.PeerName, count, out _) ?? 1);
        }
        for (int round = 0; round < rounds; round++)
        {
            ownSamples.Add(Time(own, ownCount));
            for (int i = 0; i < peers.Count; i++)
            {
                if (counts[i] > 0 && peers[i]!.Time(work.PeerName, counts[i], out reasons[i]) is { } seconds)
                {
                    samples[i].Add(seconds);
                }
            }
        }
        return (Middle(ownSamples)!.Value, [.. samples.Select((list, i) => new Median(Middle(list), reasons[i]))]);
    }

    /// <summary>The median seconds of several actions of this process, in turn.</summary>
    public static double[] Run(IReadOnlyList<Action> actions, int rounds)
    {
        int[] counts = [.. actions.Select(action => WarmUp(count => Time(action, count)))];
        List<double>[] samples = [.. actions.Select(_ => new List<double>())];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < actions.Count; i++)
            {
                samples[i].Add(Time(actions[i], counts[i]));
            }
        }
        return [.. samples.Select(list => Middle(list)!.Value)];
    }

    private static double Time(Action action, int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            action();
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds / count;
    }

    /// <summary>Runs until the code is compiled and the caches are warm, and finds how many runs make a sample.</summary>
    private static int WarmUp(Func<int, double> time)
    {
        int count = 1;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5)
        {
            count = (int)Math.Clamp(SecondsPerSample / time(count), 1, 100_000);
        }
        return count;
    }

    private static double? Middle(List<double> samples)
    {
        samples.Sort();
        return samples.Count == 0 ? null : samples[samples.Count / 2];
    }
}

/// <summary>A median, or why there is none.</summary>
internal readonly record struct Median(double? Seconds, string Reason);
