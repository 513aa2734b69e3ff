using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Adaptive;

/// <summary>What the forms of Rprop do where a gradient changes its sign, worked out by hand.</summary>
public sealed class RpropTests
{
    private static readonly TensorLayout One = new([("x", new Shape(1))]);

    // Sizes 1, 1.5, then shrunk to 0.75; from there the forms part.
    [Theory]
    [InlineData(RpropForm.Skipping, new double[] { -1, -2.5, -2.5, -1.75 })]
    [InlineData(RpropForm.Turning, new double[] { -1, -2.5, -1.75, -0.625 })]
    [InlineData(RpropForm.Backtracking, new double[] { -1, -2.5, -1, -0.25 })]
    public void Forms_differ_where_the_sign_changes(RpropForm form, double[] expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        Rprop optimizer = new()
        {
            InitialSize = 1,
            Growth = 1.5,
            Form = form,
        };
        double[] gradients = [3, 0.1, -2, -7];
        StepResult<double> current = new(TensorSet<double>.Zeros(One), optimizer.Init(TensorSet<double>.Zeros(One)));
        for (int step = 0; step < gradients.Length; step++)
        {
            TensorSet<double> gradient = TensorSet<double>.Unflatten(One, [gradients[step]]);
            current = optimizer.Step(current.Parameters, gradient, current.State);
            Assert.Equal(expected[step], current.Parameters.Flatten()[0], 12);
        }
    }

    [Theory]
    [InlineData(RpropForm.Skipping)]
    [InlineData(RpropForm.Turning)]
    [InlineData(RpropForm.Backtracking)]
    public void The_size_of_gradients_means_nothing(RpropForm form)
    {
        Rprop optimizer = new() { Form = form };
        TensorSet<double> plain = Problems.Run<double>(optimizer, Problems.Ragged, 10, donate: false).Parameters;
        Chain scaled = Chain.Of(new Scale(1e-3), optimizer);
        Assert.Equal(plain, Problems.Run<double>(scaled, Problems.Ragged, 10, donate: false).Parameters);
    }

    [Fact]
    public void Only_the_form_that_steps_back_remembers_its_last_step()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        Assert.Equal(["before", "size"], Held(RpropForm.Skipping));
        Assert.Equal(["before", "size"], Held(RpropForm.Turning));
        Assert.Equal(["before", "size", "lastUpdate"], Held(RpropForm.Backtracking));

        string[] Held(RpropForm form) =>
            [
                .. new Rprop { Form = form }
                    .Init(parameters)
                    .Tensors.Where(tensor => tensor.Value.Layout.ParameterCount > 0)
                    .Select(tensor => tensor.Key[(tensor.Key.LastIndexOf('.') + 1)..]),
            ];
    }

    [Fact]
    public void A_growth_that_shrinks_is_refused()
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop { Growth = 0.5 });
        Assert.StartsWith("Growth must be finite and at least 1, but is 0.5.", refused.Message, StringComparison.Ordinal);
    }
}
