using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Rules;

/// <summary>Settings that have to fit one another are held together where all are known, in whichever order they were set.</summary>
public sealed class SettingsTogetherTests
{
    public static TheoryData<string, string, string, IGradientTransformation> Misfits =>
        new()
        {
            {
                "MinSize",
                "must not be above MaxSize, 0.1",
                "1",
                new Rprop { MinSize = 1, MaxSize = 0.1 }
            },
            {
                "MinSize",
                "must not be above MaxSize, 0.1",
                "1",
                new Rprop { MaxSize = 0.1, MinSize = 1 }
            },
            {
                "Momentum",
                "must be greater than 0 with Nesterov",
                "0",
                new Sgd { Nesterov = true }
            },
            {
                "Momentum",
                "must be greater than 0 with Nesterov",
                "0",
                new RmsProp { Nesterov = true }
            },
        };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Init_names_the_setting_its_bound_and_its_value(
        string name,
        string bound,
        string value,
        IGradientTransformation optimizer
    )
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Init(parameters));
        Assert.Equal(name, refused.ParamName);
        Assert.StartsWith($"{name} {bound}, but is {value}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_fit_are_taken_in_any_order()
    {
        Rprop[] optimizers =
        [
            new()
            {
                InitialSize = 60,
                MinSize = 55,
                MaxSize = 70,
            },
            new()
            {
                MaxSize = 70,
                MinSize = 55,
                InitialSize = 60,
            },
            new() { MinSize = 0.01, MaxSize = 0.01 },
            new() { InitialSize = 60 },
            new() { MinSize = 0.1, Form = RpropForm.Backtracking },
        ];
        Assert.All(optimizers, rprop => Problems.Run<double>(rprop, Problems.Ragged, 2, donate: false));
        Problems.Run<double>(new Sgd { Nesterov = true, Momentum = Schedule.Linear(0, 0.9, 5) }, Problems.Ragged, 2, false);
    }

    [Fact]
    public void A_learning_rate_of_Adafactor_that_becomes_negative_is_refused_at_that_step()
    {
        Adafactor optimizer = new() { LearningRate = Schedule.Linear(1e-2, -1e-2, 4) };
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        OptimizerState<double> state = optimizer.Init(parameters);
        for (int step = 0; step < 3; step++)
        {
            (parameters, state) = optimizer.Step(parameters, Problems.Values<double>(Problems.Ragged, step + 2), state);
        }

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            optimizer.Step(parameters, Problems.Values<double>(Problems.Ragged, 5), state)
        );
        Assert.StartsWith(
            "At step 3 of its schedule, Adafactor.LearningRate must be finite and at least 0, but is -0.005.",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_setting_that_adds_state_says_that_it_needs_a_new_one()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            new Sgd { Momentum = 0.9 }.Step(parameters, parameters.Copy(), new Sgd().Init(parameters))
        );
        Assert.StartsWith("The SgdState given to Sgd keeps other tensors as velocity", refused.Message, StringComparison.Ordinal);
        Assert.Contains("call Init", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_coefficient_beyond_float_is_the_largest_float()
    {
        TensorLayout layout = new([("a", new Shape(3))]);
        TensorSet<float> parameters = TensorSet<float>.Create(layout, [("a", [1, 1, 1])]);
        TensorSet<float> tiny = TensorSet<float>.Create(layout, [("a", [1e-40f, 1e-40f, 0])]);
        ScaleByTrustRatio trust = new();
        float[] updates = trust.Update(tiny, trust.Init(parameters), parameters).Updates.Flatten();
        Assert.All(updates, update => Assert.True(float.IsFinite(update)));
        Assert.Equal(0, updates[2]);
    }
}
