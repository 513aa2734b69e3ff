using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Averages;

public sealed class AverageTests
{
    private static readonly TensorLayout Layout = TensorLayout.Create([
        ("x", new Shape(1), true),
        ("table", new Shape(1), false),
    ]);

    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(1, 3)]
    [InlineData(3, 4)]
    [InlineData(9, 5)]
    public void A_running_mean_counts_from_its_start(long start, double expected) =>
        Assert.Equal(expected, Run(new PolyakAverage { Start = start }, [0, 1, 2, 3, 4, 5]), 14);

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(2, 3, 3.5)]
    [InlineData(0, 5, 2.5)]
    [InlineData(7, 1, 5)]
    public void A_stochastic_average_counts_every_few(long start, long frequency, double expected) =>
        Assert.Equal(expected, Run(new StochasticWeightAverage { Start = start, Frequency = frequency }, [0, 1, 2, 3, 4, 5]), 14);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_moving_average_is_the_weighted_mean_of_its_definition(bool corrects, bool counts)
    {
        double[] values = [7, 1, -2, 3, 4, 0.5];
        Schedule decay = Schedule.Linear(0.3, 0.8, 4);
        double mean = corrects ? 0 : values[0];
        double missing = 1;
        for (int update = 1; update < values.Length; update++)
        {
            double own = decay.At(update - 1);
            own = counts ? Math.Min(own, (1.0 + update) / (10.0 + update)) : own;
            mean = (own * mean) + ((1 - own) * values[update]);
            missing *= own;
        }

        ExponentialAverage average = new()
        {
            Decay = decay,
            BiasCorrection = corrects,
            CountsUpdates = counts,
        };
        Assert.Equal(corrects ? mean / (1 - missing) : mean, Run(average, values), 12);
    }

    [Fact]
    public void The_average_of_equal_parameters_is_that_value()
    {
        IParameterAverage[] all =
        [
            new ExponentialAverage(),
            new ExponentialAverage { BiasCorrection = true },
            new PolyakAverage(),
            new StochasticWeightAverage { Frequency = 2 },
        ];
        Assert.All(all, average => Assert.Equal(0.1, Run(average, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])));
    }

    [Fact]
    public void Frozen_tensors_are_the_newest()
    {
        PolyakAverage average = new();
        AverageState<float> state = average.Init(TensorSet<float>.Unflatten(Layout, [0, 1]));
        state = average.Update(state, TensorSet<float>.Unflatten(Layout, [2, 5]));
        state = average.Update(state, TensorSet<float>.Unflatten(Layout, [4, 9]), donate: true);
        Assert.Equal([3f, 9f], state.Average.Flatten());
    }

    [Fact]
    public void An_average_is_pure_unless_donated_and_is_saved_by_name()
    {
        ExponentialAverage average = new() { Decay = 0.5 };
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 2);
        AverageState<double> first = average.Init(Problems.Values<double>(Problems.Ragged, 1));
        AverageState<double> kept = (AverageState<double>)first.Copy();
        AverageState<double> pure = average.Update(first, parameters);
        Assert.Equal(kept, first);
        OptimizerState<double> restored = kept.Restore(pure.Step, pure.Tensors.ToDictionary(), pure.Scalars.ToDictionary());
        Assert.Equal(pure, restored);
        Assert.Equal(pure, average.Update(first, parameters, donate: true));
        Assert.True(first.Average.IsDonated);
        Assert.Throws<ArgumentException>(() => average.Update(pure, pure.Average, donate: true));
        Assert.Throws<ArgumentException>(() => average.Update(pure, TensorSet<double>.Zeros(Layout)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_optimizer_with_an_average_moves_as_without(bool donate)
    {
        Adam adam = new();
        PolyakAverage average = new() { Start = 2 };
        StepResult<double> result = Problems.Run<double>(new Averaged(adam, average), Problems.Ragged, 5, donate);
        Assert.Equal(Problems.Run<double>(adam, Problems.Ragged, 5, donate).Parameters, result.Parameters);

        AverageState<double> state = average.Init(Problems.Values<double>(Problems.Ragged, 1));
        for (int steps = 1; steps <= 5; steps++)
        {
            state = average.Update(state, Problems.Run<double>(adam, Problems.Ragged, steps, donate).Parameters);
        }

        Assert.Equal(state.Average, ((AveragedState<double>)result.State).Average);
    }

    [Fact]
    public void Settings_out_of_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialAverage { Decay = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolyakAverage { Start = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticWeightAverage { Frequency = 0 });
        Assert.Throws<InvalidOperationException>(() => Run(new Wrong(), [1, 2]));
    }

    private static double Run(IParameterAverage average, double[] values)
    {
        AverageState<double> state = average.Init(TensorSet<double>.Unflatten(Layout, [values[0], 0]));
        foreach (double value in values.Skip(1))
        {
            state = average.Update(state, TensorSet<double>.Unflatten(Layout, [value, 0]));
        }

        return state.Average["x"][0];
    }

    private sealed class Wrong : IParameterAverage
    {
        public double InitialWeight => 0;

        public AverageShare Next(long update, double weight) => new(double.NaN, 0);
    }
}
