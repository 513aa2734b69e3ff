using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>Values that a setting or a wrapper holds print like everything around them.</summary>
public sealed class TextTests
{
    public static TheoryData<object, string> Values =>
        new()
        {
            { new Averaged(new Sgd(), new PolyakAverage { Start = 3 }).Average, "PolyakAverage(start: 3)" },
            {
                new StochasticWeightAverage { Start = 100, Frequency = 5 },
                "StochasticWeightAverage(start: 100, frequency: 5)"
            },
            { new ExponentialAverage(), "ExponentialAverage(decay: 0.999, biasCorrection: False, countsUpdates: False)" },
            {
                new NewtonSchulz { Steps = 3 },
                "NewtonSchulz(steps: 3, linear: 3.4445, cubic: -4.775, quintic: 2.0315, epsilon: 1E-07)"
            },
            { new RateAndMomentum(0.1, 0.9), "RateAndMomentum(learningRate: 0.1, momentum: 0.9)" },
            {
                new CosineCycle(0.1, 100),
                "CosineCycle(peak: 0.1, steps: 100, warmupSteps: 0, startAt: 0, final: 0, exponent: 1)"
            },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_print_name_and_settings(object value, string text) => Assert.Equal(text, value.ToString());
}
