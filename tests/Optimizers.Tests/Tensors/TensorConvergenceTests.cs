using Pullback.Optimizers.Tests.Adaptive;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Rules over whole tensors find the minimum of a coupled quadratic, in a matrix and a vector.</summary>
public sealed class TensorConvergenceTests
{
    private static readonly Schedule Falling = Schedule.Linear(0.1, 0, 400);

    public static TheoryData<IGradientTransformation, double> Optimizers =>
        new()
        {
            {
                new Sm3 { LearningRate = 0.5 },
                1e-9
            },
            {
                new Sm3 { LearningRate = 0.5, CoversFirst = true },
                1e-3
            },
            {
                new Adafactor { LearningRate = Falling, MinimumExtent = 2 },
                1e-4
            },
            {
                new Adafactor
                {
                    LearningRate = Falling,
                    ScalesByParameters = false,
                    Momentum = 0.5,
                },
                1e-4
            },
            {
                new Muon { LearningRate = Falling },
                1e-4
            },
            {
                new Shampoo { LearningRate = 0.5, UpdateInterval = 1 },
                1e-9
            },
            {
                new NoisySgd { LearningRate = Falling, Variance = 1e-4 },
                1e-3
            },
            { Chain.Of(new AdaptiveGradientClip(1), new Sgd { LearningRate = Falling }), 1e-3 },
        };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void The_minimum_is_found(IGradientTransformation optimizer, double loss) =>
        Assert.InRange(Coupled.At(Coupled.Run(optimizer, 400).Parameters).Loss, -1e-12, loss);

    [Fact]
    public void The_minimum_of_a_set_is_where_its_projection_leads()
    {
        // Beyond the bound ½ every coordinate's minimum is 1, and the coupling pulls the same way: the corner is the minimum.
        Chain chain = Chain.Of(new Sgd { LearningRate = 0.1 }, new ProjectParameters(Projection.Box(-0.5, 0.5)));

        Assert.All(Coupled.Run(chain, 200).Parameters.Flatten(), x => Assert.Equal(0.5, x, 1e-12));
    }
}
