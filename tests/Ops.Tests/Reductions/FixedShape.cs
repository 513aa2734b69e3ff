using System.Numerics;
using Pullback.Ops.Kernels;

namespace Pullback.Ops.Tests.Reductions;

/// <summary>The documented shape of a reduction in plain scalar code: the oracle for the vectorised one.</summary>
internal static class FixedShape
{
    public static double Sum<T>(T[] x, T[] y, Func<double, double, double> term)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var blocks = new List<double>();
        AddBlocks(blocks, x, y, term);
        return Tree([.. blocks]);
    }

    public static double Sum<T>(T[][] tensors, Func<double, double, double> term)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var blocks = new List<double>();
        foreach (var tensor in tensors)
        {
            AddBlocks(blocks, tensor, tensor, term);
        }

        return Tree([.. blocks]);
    }

    private static void AddBlocks<T>(List<double> blocks, T[] x, T[] y, Func<double, double, double> term)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var start = 0; start < x.Length; start += Reduction.BlockLength)
        {
            var partials = new double[Reduction.PartialSums];
            for (var index = start; index < Math.Min(start + Reduction.BlockLength, x.Length); index++)
            {
                partials[(index - start) % Reduction.PartialSums] += term(
                    double.CreateChecked(x[index]),
                    double.CreateChecked(y[index])
                );
            }

            blocks.Add(Tree(partials));
        }
    }

    private static double Tree(double[] numbers)
    {
        if (numbers.Length <= 1)
        {
            return numbers.Length == 0 ? 0.0 : numbers[0];
        }

        var half = (numbers.Length + 1) / 2;
        return Tree([
            .. Enumerable
                .Range(0, half)
                .Select(index => index + half < numbers.Length ? numbers[index] + numbers[index + half] : numbers[index]),
        ]);
    }
}
