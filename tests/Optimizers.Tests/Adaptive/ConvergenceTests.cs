using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Adaptive;

/// <summary>Every rule finds the minimum of a coupled quadratic, at the parameters that it says to predict with.</summary>
public sealed class ConvergenceTests
{
    private static readonly Schedule Falling = Schedule.Linear(0.1, 0, 400);

    public static TheoryData<IGradientTransformation, double> Optimizers =>
        new()
        {
            {
                new QuasiHyperbolicMomentum { LearningRate = 0.2, Momentum = 0.9 },
                1e-12
            },
            {
                new EmaMomentum { LearningRate = 0.5 },
                1e-12
            },
            {
                new HeavyBall { LearningRate = 0.05 },
                1e-12
            },
            {
                new HeavyBall { LearningRate = 0.05, Nesterov = true },
                1e-12
            },
            {
                new HeavyBall { LearningRate = 0.5, Averages = true },
                1e-12
            },
            {
                new AggMo(0.0, 0.5, 0.9) { LearningRate = 0.05 },
                1e-12
            },
            {
                new AveragedSgd { LearningRate = 0.2, Decay = 0 },
                1e-12
            },
            {
                new AveragedSgd
                {
                    LearningRate = 0.2,
                    Decay = 0,
                    AverageAfter = 100,
                },
                1e-12
            },
            {
                new OptimisticGradientDescent { LearningRate = 0.05 },
                1e-12
            },
            {
                new Signum { LearningRate = Falling, Momentum = 0.5 },
                1e-4
            },
            { new Rprop(), 1e-10 },
            {
                new Rprop { Form = RpropForm.Turning },
                1e-10
            },
            {
                new Rprop { Form = RpropForm.Backtracking },
                1e-10
            },
            {
                new AdaBelief { LearningRate = Falling },
                1e-6
            },
            {
                new Yogi { LearningRate = Falling },
                1e-6
            },
            {
                new Adan { LearningRate = Falling },
                1e-6
            },
            {
                new Adan { LearningRate = Falling, DifferenceWeight = 0.08 },
                1e-6
            },
            {
                new NadamW { LearningRate = Falling, WeightDecay = 0 },
                1e-6
            },
            {
                new AdEmaMix
                {
                    LearningRate = Falling,
                    SlowWeight = 1,
                    Beta3 = 0.95,
                },
                1e-6
            },
            {
                new Adopt { LearningRate = Falling },
                1e-6
            },
            {
                new MadGrad { LearningRate = 0.1 },
                1e-2
            },
            {
                new ScheduleFreeSgd { LearningRate = 0.2 },
                1e-3
            },
            {
                new ScheduleFreeAdamW { LearningRate = 0.1 },
                1e-2
            },
            {
                new Sophia { LearningRate = 0.05, CurvatureScale = 1 },
                1e-6
            },
            {
                new Sophia
                {
                    LearningRate = 0.05,
                    CurvatureScale = 1,
                    DelaysCurvature = true,
                    BiasCorrection = true,
                },
                1e-6
            },
        };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void It_finds_the_minimum(IGradientTransformation optimizer, double share)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        StepResult<double> result = Coupled.Run(optimizer, 400);
        TensorSet<double> found = optimizer.EvaluationParameters(result.Parameters, result.State);
        Assert.InRange(Coupled.At(found).Loss / Coupled.At(Coupled.Start).Loss, 0, share);
    }

    [Fact]
    public void Optimism_settles_a_game_in_which_plain_descent_leaves_the_saddle()
    {
        // Of f = x y, x goes down and y goes up: the gradient of the game turns around the origin.
        TensorSet<double> start = TensorSet<double>.Unflatten(new TensorLayout([("xy", new Shape(2))]), [1, 1]);
        Assert.True(Play(new Sgd { LearningRate = 0.1 }).Norm() > start.Norm());
        Assert.True(Play(new OptimisticGradientDescent { LearningRate = 0.1 }).Norm() < 0.01 * start.Norm());

        TensorSet<double> Play(IGradientTransformation optimizer)
        {
            StepResult<double> current = new(start, optimizer.Init(start));
            for (int step = 0; step < 1_000; step++)
            {
                double[] at = current.Parameters.Flatten();
                TensorSet<double> turn = TensorSet<double>.Unflatten(start.Layout, [at[1], -at[0]]);
                current = optimizer.Step(current.Parameters, turn, current.State);
            }

            return current.Parameters;
        }
    }
}
