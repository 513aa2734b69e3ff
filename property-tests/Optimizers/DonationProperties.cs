using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Pullback.Optimizers;
using Xunit;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>A donated value is used once, by one thread; everyone else gets an exception, never a mixture.</summary>
public class DonationProperties
{
    private static readonly TensorLayout Layout = new([("weight", new Shape(31, 17)), ("bias", new Shape(17))]);

    [Fact]
    public void Of_many_threads_that_donate_one_value_one_wins() =>
        Prop.ForAll(
                Gen.Choose(2, 8).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(),
                drawn =>
                {
                    (int threads, int seed) = drawn;
                    Adam optimizer = new() { LearningRate = 0.1 };
                    TensorSet<float> parameters = Draw(seed);
                    TensorSet<float> gradients = Draw(seed + 1L);
                    OptimizerState<float> state = optimizer.Init(parameters);
                    StepResult<float> expected = optimizer.Step(parameters, gradients, state);

                    ConcurrentBag<StepResult<float>> won = [];
                    ConcurrentBag<Exception> lost = [];
                    Race(
                        threads,
                        _ => won.Add(optimizer.Step(parameters, gradients, state, donate: true)),
                        thrown => lost.Add(thrown)
                    );
                    Assert.Equal(expected, Assert.Single(won));
                    Assert.Equal(threads - 1, lost.Count);
                    Assert.All(lost, thrown => Assert.IsType<InvalidOperationException>(thrown));
                    Assert.True(parameters.IsDonated);
                    Assert.False(gradients.IsDonated);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_reader_beside_a_donation_gets_the_old_value_or_an_exception() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed =>
                {
                    Sgd optimizer = new() { LearningRate = 0.1 };
                    TensorSet<float> parameters = Draw(seed);
                    TensorSet<float> gradients = Draw(seed + 1L);
                    double expected = parameters.Dot(gradients);
                    TensorSet<float> expectedSum = parameters + gradients;
                    OptimizerState<float> state = optimizer.Init(parameters);
                    Race(
                        4,
                        thread =>
                        {
                            if (thread == 0)
                            {
                                optimizer.Step(parameters, gradients, state, donate: true);
                                return;
                            }
                            for (int i = 0; i < 20; i++)
                            {
                                Assert.Equal(expected, parameters.Dot(gradients));
                                Assert.Equal(expectedSum, parameters + gradients);
                            }
                        },
                        thrown => Assert.IsType<InvalidOperationException>(thrown)
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_dead_value_says_to_what_it_was_donated_and_its_copy_lives()
    {
        Adam optimizer = new();
        TensorSet<float> parameters = Draw(1);
        TensorSet<float> snapshot = parameters.Copy();
        StepResult<float> result = optimizer.Step(parameters, Draw(2), optimizer.Init(parameters), donate: true);
        Assert.Contains("donated", parameters.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "donated",
            Assert.Throws<InvalidOperationException>(() => parameters.Norm()).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(Draw(1), snapshot);
        Assert.NotEqual(snapshot, result.Parameters);
    }

    /// <summary>All threads begin at once; what they throw goes to the handler.</summary>
    private static void Race(int threads, Action<int> run, Action<Exception> onThrow)
    {
        using Barrier start = new(threads);
        ConcurrentBag<Exception> unexpected = [];
        Thread[] all =
        [
            .. Enumerable
                .Range(0, threads)
                .Select(index => new Thread(() =>
                {
                    start.SignalAndWait();
                    try
                    {
                        run(index);
                    }
                    catch (Exception thrown)
                    {
                        try
                        {
                            onThrow(thrown);
                        }
                        catch (Exception wrong)
                        {
                            unexpected.Add(wrong);
                        }
                    }
                })),
        ];
        Array.ForEach(all, thread => thread.Start());
        Array.ForEach(all, thread => thread.Join());
        Assert.Empty(unexpected);
    }

    private static TensorSet<float> Draw(long seed)
    {
        float[] values = new float[Layout.ParameterCount];
        new RandomKey(seed).FillNormal(values);
        return TensorSet<float>.Unflatten(Layout, values);
    }
}
