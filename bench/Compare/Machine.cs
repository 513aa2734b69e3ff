using System.Globalization;
using System.Runtime.InteropServices;
using Pullback.Ops.Kernels;

namespace Pullback.Bench.Compare;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    public static string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} processors, elementwise lanes of {Lanes.Width} bits; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"
        );

    private static string Processor()
    {
        const string information = "/proc/cpuinfo";
        string? line = File.Exists(information)
            ? File.ReadLines(information).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
