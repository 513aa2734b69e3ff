using System.Numerics;
using System.Reflection;
using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>The number of threads never changes a bit.</summary>
public sealed class ParallelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Any_degree_gives_the_same_bits(int degree)
    {
        Assert.True(Problems.Large.BufferLength > 300_000);
        StepResult<float> expected = Problems.Run<float>(
            new AdamW { MaxDegreeOfParallelism = 1 },
            Problems.Large,
            3,
            donate: true
        );
        StepResult<float> actual = Problems.Run<float>(
            new AdamW { MaxDegreeOfParallelism = degree },
            Problems.Large,
            3,
            donate: true
        );
        Assert.Equal(expected, actual);

        Chain chain = Chain.Of(
            new ClipByGlobalNorm(1),
            new Trace(),
            new AddDecayedWeights(0.1) { Where = ParameterFilter.RankAtLeast(2) },
            new ScaleByLearningRate(0.1)
        );
        Assert.Equal(
            Problems.Run<double>(chain.WithMaxDegreeOfParallelism(1), Problems.Large, 3, donate: false),
            Problems.Run<double>(chain.WithMaxDegreeOfParallelism(degree), Problems.Large, 3, donate: false)
        );
    }

    /// <summary>All of the catalogue that can be told its number of threads. Shampoo's roots of large matrices take their time; they have a test of their own.</summary>
    public static TheoryData<string> Names =>
        [
            .. Catalogue
                .All.Where(entry =>
                    WithDegree(entry.Value, 1) is not null && !entry.Key.Contains("Shampoo", StringComparison.Ordinal)
                )
                .Select(entry => entry.Key),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_gives_the_same_bits_on_three_threads_as_on_one(string name)
    {
        IGradientTransformation optimizer = Catalogue.All[name];
        Assert.Equal(Run<float>(WithDegree(optimizer, 1)!), Run<float>(WithDegree(optimizer, 3)!));
        Assert.Equal(Run<double>(WithDegree(optimizer, 1)!), Run<double>(WithDegree(optimizer, 3)!));
    }

    private static StepResult<T> Run<T>(IGradientTransformation optimizer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSet<T> parameters = Problems.Values<T>(Problems.Large, 1);
        OptimizerState<T> state = optimizer.Init(parameters);
        for (int step = 0; step < 2; step++)
        {
            StepInputs<T> inputs = new()
            {
                Loss = 1 + step,
                Metric = 1,
                Curvature = Problems.Values<T>(Problems.Large, 9),
                Gradient = point => new(1, point.Copy()),
            };
            (parameters, state) = optimizer.Step(
                parameters,
                Problems.Values<T>(Problems.Large, step + 2),
                state,
                inputs,
                donate: true
            );
        }

        return new(parameters, state);
    }

    /// <summary>The same transformation with a number of threads; null where it has no such setting.</summary>
    private static IGradientTransformation? WithDegree(IGradientTransformation optimizer, int degree)
    {
        if (optimizer is Chain chain)
        {
            return chain.WithMaxDegreeOfParallelism(degree);
        }

        PropertyInfo? setting = optimizer.GetType().GetProperty(nameof(AdamW.MaxDegreeOfParallelism));
        MethodInfo? clone = optimizer.GetType().GetMethod("<Clone>$");
        if (setting is null || clone is null)
        {
            return null;
        }

        object copy = clone.Invoke(optimizer, null)!;
        setting.SetValue(copy, degree);
        return (IGradientTransformation)copy;
    }
}
