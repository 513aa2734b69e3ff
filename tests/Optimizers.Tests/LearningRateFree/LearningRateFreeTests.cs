using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.LearningRateFree;

/// <summary>What rules that find their own rate do beyond the laws and the reference trajectories.</summary>
public sealed class LearningRateFreeTests
{
    private static readonly Dictionary<string, IGradientTransformation> Optimizers = new(StringComparer.Ordinal)
    {
        ["DoG"] = new Dog(),
        ["DoWG"] = new Dowg(),
        ["Prodigy"] = new Prodigy(),
        ["Prodigy, corrected"] = new Prodigy { BiasCorrection = true },
        ["D-Adaptation"] = new DAdaptAdamW(),
        ["MoMo"] = new Momo(),
        ["MoMo, bound estimated"] = new Momo
        {
            LowerBound = -1000,
            EstimatesBound = true,
            LearningRate = 0.05,
        },
        ["MoMo-Adam"] = new MomoAdam { LearningRate = 1 },
    };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_defaults_descend_without_a_rate_of_the_problem(string name)
    {
        double loss = Bowl.Loss(Bowl.Run(Optimizers[name], 500).Parameters);
        Assert.True(loss < 0.05 * Bowl.Loss(Bowl.Start), $"{name}: {loss}");
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e3)]
    public void Rates_without_epsilon_do_not_depend_on_the_scale_of_the_loss(double scale)
    {
        IGradientTransformation[] invariant =
        [
            new Dog { Epsilon = 0, InitialDistance = 1e-2 },
            new Dowg { Epsilon = 0, InitialSquaredDistance = 1e-3 },
            new Prodigy { Epsilon = 0, InitialDistance = 1e-2 },
            new Momo(),
        ];
        foreach (IGradientTransformation optimizer in invariant)
        {
            TensorSet<double> plain = Bowl.Run(optimizer, 20).Parameters;
            // The largest step of MoMo is a number of the problem's scale: here it must never be what decides.
            IGradientTransformation scaled = optimizer is Momo momo ? momo with { LearningRate = 1 / scale } : optimizer;
            TensorSet<double> other = Bowl.Run(scaled, 20, scale).Parameters;
            Assert.True((other - plain).MaxNorm() < 1e-9 * Math.Max(1, plain.MaxNorm()), optimizer.ToString());
        }
    }

    [Fact]
    public void The_decay_of_Prodigy_and_D_Adaptation_has_a_mask()
    {
        TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        Prodigy prodigy = new() { InitialDistance = 0.1, WeightDecay = 0.5 };
        DAdaptAdamW adapted = new() { InitialDistance = 0.1, WeightDecay = 0.5 };
        ParameterFilter matrices = ParameterFilter.RankAtLeast(2);
        Check(prodigy with { WeightDecay = 0.0 }, prodigy with { DecayMask = matrices });
        Check(adapted with { WeightDecay = 0.0 }, adapted with { DecayMask = matrices });
        Check(
            prodigy with
            {
                WeightDecay = 0.0,
                DecoupledDecay = false,
            },
            prodigy with
            {
                DecoupledDecay = false,
                DecayMask = matrices,
            }
        );

        void Check(IGradientTransformation without, IGradientTransformation masked)
        {
            TensorSet<double> plain = without.Update(gradients, without.Init(at), at).Updates;
            TensorSet<double> decayed = masked.Update(gradients, masked.Init(at), at).Updates;
            foreach (TensorSlot slot in at.Layout.Slots.Where(slot => slot.Trainable && slot.Length > 0))
            {
                Assert.Equal(!matrices.Matches(slot), plain[slot.Name].Equals(decayed[slot.Name]));
            }
        }
    }

    [Fact]
    public void Nothing_moves_and_nothing_counts_before_the_first_gradient()
    {
        TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> zero = TensorSet<double>.Zeros(at.Layout);
        foreach (
            IGradientTransformation optimizer in new IGradientTransformation[]
            {
                new Prodigy { BiasCorrection = true, WeightDecay = 0.1 },
                new DAdaptAdamW { BiasCorrection = true, WeightDecay = 0.1 },
                new Prodigy { Epsilon = 0, WeightDecay = 0.1 },
            }
        )
        {
            StepResult<double> current = new(at, optimizer.Init(at));
            current = optimizer.Step(current.Parameters, zero, current.State);
            current = optimizer.Step(current.Parameters, zero, current.State);
            Assert.Equal(at, current.Parameters);
            Assert.Equal(0, current.State.Scalars.Single(scalar => scalar.Key == "correctedSteps").Value);
        }
    }

    [Fact]
    public void The_estimate_starts_at_its_setting_and_grows_by_its_limit_at_most()
    {
        Prodigy prodigy = new() { InitialDistance = 1e-3, GrowthLimit = 1.25 };
        ProdigyState<double> state = (ProdigyState<double>)prodigy.Init(Bowl.Start);
        Assert.Equal(1e-3, state.Distance);
        double before = state.Distance;
        for (int steps = 1; steps <= 30; steps++)
        {
            state = (ProdigyState<double>)Bowl.Run(prodigy, steps).State;
            // The first estimate that is larger than the guess counts at once.
            double limit = before == 1e-3 ? double.PositiveInfinity : before * 1.25 * (1 + 1e-15);
            Assert.InRange(state.Distance, before, limit);
            before = state.Distance;
        }

        Assert.True(before > 5e-3, $"{before}");
    }

    [Fact]
    public void MoMo_without_a_loss_says_what_is_missing()
    {
        TensorSet<double> at = Bowl.Start;
        foreach (IGradientTransformation momo in new IGradientTransformation[] { new Momo(), new MomoAdam() })
        {
            InvalidOperationException missing = Assert.Throws<InvalidOperationException>(() => momo.Step(at, at, momo.Init(at)));
            Assert.Contains("Momo", missing.Message, StringComparison.Ordinal);
            Assert.Contains("Loss", missing.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_estimated_bound_of_MoMo_starts_at_its_setting_and_stays_below_the_least_loss_so_far()
    {
        Momo momo = new()
        {
            LowerBound = -50,
            EstimatesBound = true,
            LearningRate = 0.05,
        };
        MomoState<double> state = (MomoState<double>)momo.Init(Bowl.Start);
        Assert.Equal(-50, state.EstimatedBound);
        for (int steps = 1; steps <= 50; steps++)
        {
            StepResult<double> result = Bowl.Run(momo, steps);
            double bound = ((MomoState<double>)result.State).EstimatedBound;
            Assert.InRange(bound, -50, Bowl.Loss(Bowl.Start));
        }
    }

    [Fact]
    public void What_overflows_is_not_taken_for_a_bad_schedule()
    {
        TensorSet<float> at = Problems.Values<float>(Problems.Ragged, 1);
        TensorSet<float> huge = Problems.Values<float>(Problems.Ragged, 2).Scale(1e30);
        StepInputs<float> inputs = new() { Loss = double.PositiveInfinity };
        foreach (IGradientTransformation optimizer in Optimizers.Values)
        {
            StepResult<float> current = new(at, optimizer.Init(at));
            current = optimizer.Step(current.Parameters, huge, current.State, inputs);
            current = optimizer.Step(current.Parameters, huge, current.State, inputs);
            Assert.Equal(2, current.State.Step);
        }
    }

    [Fact]
    public void Settings_out_of_their_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Prodigy { GrowthLimit = 0.99 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DAdaptAdamW { GrowthLimit = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Prodigy { Beta3 = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Prodigy { InitialDistance = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Momo { LowerBound = double.NegativeInfinity });
        Assert.Null(new Prodigy { Beta3 = null }.Beta3);
    }
}
