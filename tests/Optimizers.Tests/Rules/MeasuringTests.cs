using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Rules;

/// <summary>Sums and norms before the pass: held against their formulas, in chains and in fused loops.</summary>
public sealed class MeasuringTests
{
    [Fact]
    public void Sums_and_coefficients_of_tensors_are_those_of_the_formula()
    {
        Measured rule = new() { Weight = 0.25, Where = ParameterFilter.RankAtLeast(2) };
        TensorLayout layout = Problems.Ragged;
        string[] names = ["dense1.weight", "dense2.weight"];
        TensorSet<double> start = Problems.Values<double>(layout, 1);
        OptimizerState<double> state = rule.Init(start);
        double distance = 0.125;
        Dictionary<string, double> energy = names.ToDictionary(name => name, _ => 2.0);
        for (int step = 0; step < 4; step++)
        {
            TensorSet<double> parameters = Problems.Values<double>(layout, step + 20);
            TensorSet<double> gradients = Problems.Values<double>(layout, step + 2);
            (TensorSet<double> updates, state) = rule.Update(gradients, state, parameters);
            double alignment = 0;
            double total = 0;
            double squares = 0;
            Dictionary<string, double> magnitudes = [];
            foreach (string name in names)
            {
                double[] g = gradients[name].ToArray();
                double[] p = parameters[name].ToArray();
                double[] s = start[name].ToArray();
                alignment += g.Select((x, i) => x * (s[i] - p[i])).Sum();
                magnitudes[name] = g.Select((x, i) => Math.Abs((0.25 * x) + (distance * p[i]))).Sum();
                total += magnitudes[name];
                squares += g.Sum(x => x * x);
            }

            double scale = 1 / (1 + Math.Sqrt(squares) + Math.Abs(alignment));
            distance = Math.Max(distance, total / (step + 1000));
            foreach (string name in names)
            {
                double[] g = gradients[name].ToArray();
                double share = magnitudes[name] / (g.Length + energy[name]);
                energy[name] = (0.5 * energy[name]) + Math.Sqrt(g.Sum(x => x * x));
                Assert.All(g.Zip(updates[name].ToArray()), x => Assert.Equal((x.First * scale) + share, x.Second, 1e-14));
            }

            Assert.Equal(gradients["dense1.bias"], updates["dense1.bias"]);
        }

        MeasuredState<double> own = Assert.IsType<MeasuredState<double>>(state);
        Assert.Equal(distance, own.Distance, 1e-14);
        Assert.Equal(names, own.Energy.Layout.Slots.Select(slot => slot.Name));
        Assert.All(own.Energy.Layout.Slots, slot => Assert.Equal(Shape.Scalar, slot.Shape));
        Assert.All(names, name => Assert.Equal(energy[name], own.Energy[name].ToArray()[0], 1e-14));
        Assert.Equal(["start", "energy"], own.Tensors.Select(tensor => tensor.Key));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fused_loop_measures_in_its_middle_as_the_chain_does(bool donate)
    {
        foreach (TensorLayout layout in new[] { Problems.Ragged, Problems.Large })
        {
            StepResult<float> fused = Problems.Run<float>(FusedMeasures.Create(0.01), layout, 3, donate);
            StepResult<float> chain = Problems.Run<float>(FusedMeasures.Define(0.01), layout, 3, donate);
            Assert.Equal(chain.Parameters, fused.Parameters);
            Assert.Equal(chain.State.Tensors.Select(tensor => tensor.Value), fused.State.Tensors.Select(tensor => tensor.Value));
        }
    }

    [Fact]
    public void Norms_in_the_middle_neither_overflow_nor_vanish()
    {
        TensorLayout layout = new([("huge", new Shape(5000)), ("tiny", new Shape(3)), ("zero", new Shape(2))]);
        TensorSet<double> parameters = TensorSet<double>.Zeros(layout);
        double[] values = [.. Enumerable.Repeat(1e200, 5000), 1e-200, 1e-200, 0, 0, 0];
        TensorSet<double> gradients = TensorSet<double>.Unflatten(layout, values);
        IGradientTransformation fused = FusedClip.Create();
        IGradientTransformation chain = FusedClip.Define();
        TensorSet<double> expected = chain.Update(gradients, chain.Init(parameters), parameters).Updates;
        Assert.Equal(expected, fused.Update(gradients, fused.Init(parameters), parameters).Updates);
        Assert.Equal(Math.Sqrt(1 / 5000.0), expected["huge"].ToArray()[0], 1e-15);
        Assert.Equal(2e-200, expected["tiny"].ToArray()[0]);
        Assert.Equal(0, expected["zero"].ToArray()[1]);
    }

    [Fact]
    public void What_a_rule_needs_and_was_not_given_is_named()
    {
        Informed rule = new();
        TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        OptimizerState<float> state = rule.Init(parameters);
        StepInputs<float> inputs = new() { Loss = 2, Metric = 3 };
        Assert.Contains(
            "Informed needs StepInputs.Loss",
            Assert.Throws<InvalidOperationException>(() => rule.Update(parameters, state, parameters)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Informed needs StepInputs.Curvature",
            Assert.Throws<InvalidOperationException>(() => rule.Step(parameters, parameters, state, inputs)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() =>
            rule.Update(parameters, state, parameters, inputs with { Curvature = Problems.Values<float>(Problems.Large, 1) })
        );
    }

    [Fact]
    public void Loss_metric_and_curvature_reach_the_formula()
    {
        Informed rule = new();
        TensorLayout layout = new([("a", new Shape(37))]);
        TensorSet<double> parameters = Problems.Values<double>(layout, 1);
        TensorSet<double> gradients = Problems.Values<double>(layout, 2);
        TensorSet<double> curvature = Problems.Values<double>(layout, 3);
        StepInputs<double> inputs = new()
        {
            Loss = 2,
            Metric = 3,
            Curvature = curvature,
        };
        TensorSet<double> updates = rule.Update(gradients, rule.Init(parameters), parameters, inputs).Updates;
        Assert.Equal((2 * gradients) + (3 * curvature), updates);
        Chain chain = Chain.Of(new Scale(2), rule, new Scale(0.5));
        Assert.Equal(
            (2 * gradients) + (1.5 * curvature),
            chain.Update(gradients, chain.Init(parameters), parameters, inputs).Updates
        );
        Assert.Throws<ArgumentException>(() =>
            rule.Step(parameters, gradients, rule.Init(parameters), inputs with { Curvature = parameters }, donate: true)
        );
        Assert.False(parameters.IsDonated);
    }

    [Fact]
    public void Polyaks_step_reaches_the_minimum_of_a_quadratic_at_once()
    {
        PolyakSgd optimizer = new() { MaxStep = 10 };
        TensorSet<double> parameters = Problems.Values<double>(new TensorLayout([("a", new Shape(11))]), 1);
        double loss = 0.5 * parameters.Dot(parameters);
        StepResult<double> result = optimizer.Step(
            parameters,
            parameters,
            optimizer.Init(parameters),
            new StepInputs<double> { Loss = 2 * loss }
        );
        Assert.All(result.Parameters.Flatten(), x => Assert.Equal(0, x, 1e-15));
    }
}

/// <summary>Clips what a rule before it has left.</summary>
[FusedOptimizer]
public static partial class FusedClip
{
    public static IGradientTransformation Define() => Chain.Of(new Scale(2), new ClipByNorm(1));
}
