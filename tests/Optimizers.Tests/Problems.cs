using System.Numerics;
using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <summary>Layouts and values for tests: deterministic, ragged, with a frozen tensor and one of no elements.</summary>
internal static class Problems
{
    public static TensorLayout Ragged { get; } =
        TensorLayout.Create([
            ("dense1.weight", new Shape(5, 7), true),
            ("dense1.bias", new Shape(7), true),
            ("table", new Shape(3, 3), false),
            ("empty", new Shape(0), true),
            ("dense2.weight", new Shape(7, 2), true),
            ("scale", Shape.Scalar, true),
        ]);

    public static TensorLayout Large { get; } =
        new([("a", new Shape(513, 511)), ("b", new Shape(77_777)), ("c", new Shape(13)), ("d", new Shape(100, 101))]);

    /// <summary>Values between −1 and 1 that depend on the seed and the position.</summary>
    public static TensorSet<T> Values<T>(TensorLayout layout, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[layout.ParameterCount];
        ulong state = (ulong)seed * 0x9E3779B97F4A7C15UL;
        for (int i = 0; i < values.Length; i++)
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            values[i] = T.CreateTruncating((((state >> 33) / (double)(1UL << 31)) * 2) - 1);
        }

        return TensorSet<T>.Unflatten(layout, values);
    }

    /// <summary>Several steps, with gradients that depend on the step only.</summary>
    public static StepResult<T> Run<T>(IGradientTransformation optimizer, TensorLayout layout, int steps, bool donate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T> parameters = Values<T>(layout, 1);
        OptimizerState<T> state = optimizer.Init(parameters);
        for (int step = 0; step < steps; step++)
        {
            (parameters, state) = optimizer.Step(parameters, Values<T>(layout, step + 2), state, donate: donate);
        }

        return new StepResult<T>(parameters, state);
    }
}
