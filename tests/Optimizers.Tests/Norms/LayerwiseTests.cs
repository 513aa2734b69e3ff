using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Norms;

/// <summary>What rules that scale each tensor by norms do beyond the laws and the reference trajectories.</summary>
public sealed class LayerwiseTests
{
    private static readonly TensorSet<double> At = Problems.Values<double>(Problems.Large, 1);
    private static readonly TensorSet<double> Gradients = Problems.Values<double>(Problems.Large, 2);

    private static TensorSet<double> FirstUpdate(IGradientTransformation optimizer) =>
        optimizer.Update(Gradients, optimizer.Init(At), At).Updates;

    private static double Norm(TensorSet<double> set, TensorSlot slot) => set.Select(ParameterFilter.Named(slot.Name)).Norm();

    [Fact]
    public void The_step_of_LAMB_is_a_share_of_each_tensor()
    {
        TensorSet<double> updates = FirstUpdate(new Lamb { LearningRate = 0.01, WeightDecay = 0.1 });
        Assert.All(At.Layout.Slots, slot => Assert.Equal(0.01 * Norm(At, slot), Norm(updates, slot), 1e-12));
    }

    [Fact]
    public void Tensors_outside_of_the_mask_of_LAMB_step_as_with_AdamW()
    {
        Lamb lamb = new()
        {
            LearningRate = 0.01,
            WeightDecay = 0.1,
            RatioMask = ParameterFilter.RankAtLeast(2),
        };
        AdamW adamW = new()
        {
            LearningRate = 0.01,
            WeightDecay = 0.1,
            Epsilon = 1e-6,
        };
        TensorSet<double> updates = FirstUpdate(lamb);
        TensorSet<double> expected = FirstUpdate(adamW);
        Assert.Equal(expected["b"], updates["b"]);
        Assert.NotEqual(expected["a"], updates["a"]);
    }

    [Fact]
    public void Both_forms_of_LARS_are_one_without_decay_and_differ_with_it()
    {
        Lars lars = new() { LearningRate = 1.0 };
        Assert.True((FirstUpdate(lars) - FirstUpdate(lars with { SumsNorms = true })).MaxNorm() < 1e-15);
        Lars decayed = lars with { WeightDecay = 0.5 };
        Assert.True((FirstUpdate(decayed) - FirstUpdate(decayed with { SumsNorms = true })).MaxNorm() > 1e-5);
    }

    [Fact]
    public void The_papers_form_of_LARS_keeps_the_masks()
    {
        Lars lars = new()
        {
            LearningRate = 1.0,
            WeightDecay = 0.5,
            SumsNorms = true,
            DecayMask = ParameterFilter.RankAtLeast(2),
        };
        Lars plain = lars with { WeightDecay = 0.0 };
        Assert.True((FirstUpdate(lars) - FirstUpdate(plain)).Select(ParameterFilter.RankAtLeast(2).Not()).MaxNorm() < 1e-15);
        Lars unscaled = lars with { RatioMask = ParameterFilter.Named("a") };
        Assert.Equal(FirstUpdate(new Sgd { LearningRate = 1.0 })["b"], FirstUpdate(unscaled)["b"]);
        Assert.Equal(FirstUpdate(new Sgd { LearningRate = 1.0, WeightDecay = 0.5 })["d"], FirstUpdate(unscaled)["d"]);
    }

    [Fact]
    public void NovoGrad_keeps_one_number_for_each_tensor()
    {
        NovoGrad optimizer = new();
        OptimizerState<double> state = optimizer.Update(Gradients, optimizer.Init(At), At).State;
        NovoGradState<double> own = Assert.IsType<NovoGradState<double>>(state);
        foreach (TensorSlot slot in At.Layout.Slots)
        {
            double norm = Norm(Gradients, slot);
            Assert.Equal(norm * norm, own.SquaredNorm[slot.Name].ToArray().Single(), 1e-9);
        }
    }

    [Fact]
    public void The_step_of_Fromage_keeps_lengths_where_the_gradient_is_at_right_angles()
    {
        TensorSet<double> at = TensorSet<double>.Unflatten(new TensorLayout([("x", new Shape(2))]), [3, 4]);
        TensorSet<double> gradient = TensorSet<double>.Unflatten(at.Layout, [-0.4, 0.3]);
        Fromage fromage = new() { LearningRate = 0.5 };
        TensorSet<double> next = fromage.Step(at, gradient, fromage.Init(at)).Parameters;
        Assert.Equal(5, next.Norm(), 1e-14);
        Assert.NotEqual(at, next);
    }

    [Fact]
    public void Tensors_without_any_gradient_stay_where_they_are()
    {
        TensorSet<double> zero = TensorSet<double>.Zeros(At.Layout);
        NovoGrad optimizer = new() { Epsilon = 0 };
        Assert.Equal(At, optimizer.Step(At, zero, optimizer.Init(At)).Parameters);
    }
}
