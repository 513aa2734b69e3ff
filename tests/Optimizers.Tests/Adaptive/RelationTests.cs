using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Adaptive;

/// <summary>Optimizers that are special cases of others take the same steps.</summary>
public sealed class RelationTests
{
    public static TheoryData<IGradientTransformation, IGradientTransformation> Pairs =>
        new()
        {
            {
                new QuasiHyperbolicMomentum { LearningRate = 0.1, MeanWeight = 0 },
                new Sgd { LearningRate = 0.1 }
            },
            {
                new QuasiHyperbolicMomentum { LearningRate = 0.1, MeanWeight = 1 },
                new EmaMomentum { LearningRate = 0.1, Momentum = 0.999 }
            },
            {
                new QuasiHyperbolicMomentum
                {
                    LearningRate = 1,
                    Momentum = 0.9,
                    MeanWeight = 0.9,
                },
                new Sgd
                {
                    LearningRate = 0.1,
                    Momentum = 0.9,
                    Nesterov = true,
                }
            },
            {
                new EmaMomentum { LearningRate = 1.0 },
                new Sgd { LearningRate = 0.1, Momentum = 0.9 }
            },
            {
                new HeavyBall { LearningRate = 0.1 },
                new Sgd { LearningRate = 0.1, Momentum = 0.9 }
            },
            {
                new HeavyBall { LearningRate = 0.1, Nesterov = true },
                new Sgd
                {
                    LearningRate = 0.1,
                    Momentum = 0.9,
                    Nesterov = true,
                }
            },
            {
                new HeavyBall { LearningRate = 1.0, Averages = true },
                new EmaMomentum { LearningRate = 1.0 }
            },
            {
                new AggMo(0.9) { LearningRate = 0.1 },
                new Sgd { LearningRate = 0.1, Momentum = 0.9 }
            },
            {
                new AveragedSgd { LearningRate = 0.1, Decay = 0 },
                new Sgd { LearningRate = 0.1 }
            },
            {
                new OptimisticGradientDescent { LearningRate = 0.1, Optimism = 0 },
                new Sgd { LearningRate = 0.1 }
            },
            {
                new Signum { LearningRate = 0.1, Momentum = 0 },
                new SignSgd { LearningRate = 0.1 }
            },
            {
                new Rprop
                {
                    Shrinkage = 0.999999999999,
                    Growth = 1,
                    Form = RpropForm.Turning,
                },
                new SignSgd { LearningRate = 0.01 }
            },
            {
                new NadamW { WeightDecay = 0.1 },
                new AdamW { Nesterov = true, WeightDecay = 0.1 }
            },
            {
                new AdEmaMix { SlowWeight = 0, WeightDecay = 0.1 },
                new AdamW { WeightDecay = 0.1 }
            },
            {
                new Adan
                {
                    Beta1 = 0.9,
                    Beta3 = 0.999,
                    DifferenceWeight = 0,
                    WeightDecay = 0.1,
                    ProximalDecay = false,
                },
                new AdamW { WeightDecay = 0.1 }
            },
            {
                new ScheduleFreeSgd { LearningRate = 0.1, Momentum = 0 },
                new Sgd { LearningRate = 0.1 }
            },
            {
                new ScheduleFreeAdamW
                {
                    LearningRate = 0.1,
                    Beta1 = 0,
                    WeightDecay = 0.1,
                },
                new AdamW
                {
                    LearningRate = 0.1,
                    Beta1 = 0,
                    WeightDecay = 0.1,
                }
            },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_is_the_other(IGradientTransformation special, IGradientTransformation general)
    {
        TensorSet<double> actual = Problems.Run<double>(special, Problems.Ragged, 20, donate: false).Parameters;
        TensorSet<double> expected = Problems.Run<double>(general, Problems.Ragged, 20, donate: false).Parameters;
        Assert.InRange((actual - expected).MaxNorm(), 0, 1e-11);
    }

    [Fact]
    public void Proximal_decay_never_overshoots()
    {
        TensorSet<double> start = Problems.Values<double>(Problems.Large, 1);
        Adan adan = new() { LearningRate = 10.0, WeightDecay = 10.0 };
        TensorSet<double> next = adan.Step(start, TensorSet<double>.Zeros(start.Layout), adan.Init(start)).Parameters;
        Assert.InRange((next - (start * (1 / 101.0))).MaxNorm(), 0, 1e-15);
    }

    [Theory]
    [InlineData(1e-290)]
    [InlineData(1e-9)]
    [InlineData(7.25)]
    [InlineData(3e280)]
    public void Cube_roots_are_exact_to_the_last_bits(double square)
    {
        // With ε = 0 and without momentum the first step of MADGRAD is w g / ∛(w g²), of which the logarithm alone would lose three digits.
        MadGrad madGrad = new()
        {
            LearningRate = 1.0,
            Momentum = 0,
            Epsilon = 0,
        };
        double gradient = Math.Sqrt(square);
        TensorSet<double> start = TensorSet<double>.Zeros(new TensorLayout([("x", new Shape(1))]));
        TensorSet<double> gradients = start.Map(_ => gradient);
        double moved = madGrad.Step(start, gradients, madGrad.Init(start)).Parameters.Flatten()[0];
        Assert.InRange(moved / (-gradient / Math.Cbrt(gradient * gradient)), 1 - 1e-15, 1 + 1e-15);
    }

    [Fact]
    public void An_element_without_gradients_stays_where_it_is()
    {
        TensorSet<double> start = Problems.Values<double>(Problems.Ragged, 1);
        foreach (
            IGradientTransformation optimizer in new IGradientTransformation[]
            {
                new MadGrad { Epsilon = 0 },
                new ScheduleFreeSgd(),
            }
        )
        {
            StepResult<double> current = new(start, optimizer.Init(start));
            for (int step = 0; step < 3; step++)
            {
                current = optimizer.Step(current.Parameters, TensorSet<double>.Zeros(start.Layout), current.State);
            }

            Assert.Equal(start, current.Parameters);
        }
    }

    [Fact]
    public void Adopt_only_measures_in_its_first_step()
    {
        TensorSet<double> start = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        foreach (bool clips in new[] { false, true })
        {
            Adopt adopt = new() { Clips = clips, Epsilon = 0 };
            Assert.Equal(start, adopt.Step(start, gradients, adopt.Init(start)).Parameters);
        }
    }

    [Theory]
    [InlineData(0.7, 0.5)]
    [InlineData(0.3, 0.99)]
    [InlineData(1e-3, 0.9)]
    public void The_variance_of_a_constant_gradient_is_never_negative(double gradient, double decay)
    {
        RmsProp optimizer = new() { Centered = true, Decay = decay };
        TensorLayout layout = new([("x", Shape.Scalar)]);
        TensorSet<float> parameters = TensorSet<float>.Zeros(layout);
        TensorSet<float> gradients = TensorSet<float>.Unflatten(layout, [(float)gradient]);
        OptimizerState<float> state = optimizer.Init(parameters);
        for (int step = 0; step < 500; step++)
        {
            (parameters, state) = optimizer.Step(parameters, gradients, state, donate: true);
        }

        Assert.True(double.IsFinite(parameters.Norm()));
    }
}
