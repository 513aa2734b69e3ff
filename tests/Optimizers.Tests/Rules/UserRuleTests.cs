using Pullback.Ops;
using Pullback.Testing;
using Xunit;

namespace Pullback.Optimizers.Tests.Rules;

/// <summary>A rule with everything, held against its formula in scalar arithmetic.</summary>
public sealed class UserRuleTests
{
    [Fact]
    public void Laws_hold() => OptimizerLaws.Verify(new AnchoredDecay { Where = ParameterFilter.RankAtLeast(1) });

    [Fact]
    public void Updates_and_state_are_those_of_the_formula()
    {
        AnchoredDecay rule = new() { Pull = 0.25, Where = ParameterFilter.RankAtLeast(2) };
        TensorLayout layout = Problems.Ragged;
        TensorSet<double> parameters = Problems.Values<double>(layout, 1);
        OptimizerState<double> state = rule.Init(parameters);
        Dictionary<string, double[]> anchor = new()
        {
            ["dense1.weight"] = parameters["dense1.weight"].ToArray(),
            ["dense2.weight"] = parameters["dense2.weight"].ToArray(),
        };
        Dictionary<string, double[]> spread = anchor.ToDictionary(a => a.Key, a => a.Value.Select(_ => 2.0).ToArray());
        double product = 1;
        for (int step = 0; step < 3; step++)
        {
            TensorSet<double> gradients = Problems.Values<double>(layout, step + 2);
            (TensorSet<double> updates, state) = rule.Update(gradients, state, parameters);
            double globalNorm = Math.Sqrt(anchor.Keys.Sum(name => gradients[name].ToArray().Sum(g => g * g)));
            foreach (string name in anchor.Keys)
            {
                double[] g = gradients[name].ToArray();
                double[] p = parameters[name].ToArray();
                double slotNorm = Math.Sqrt(g.Sum(x => x * x));
                double weight = product / (step + 1);
                double[] expected =
                [
                    .. g.Select((x, i) => (x + (0.25 * (p[i] - anchor[name][i]))) * (weight * slotNorm / (globalNorm + 1))),
                ];
                AssertClose(expected, updates[name].ToArray());
                anchor[name] = [.. g.Select((x, i) => anchor[name][i] + (weight * x))];
                spread[name] = [.. g.Select((x, i) => Math.Max(spread[name][i] * 0.25, Math.Abs(x)))];
            }

            Assert.Equal(gradients["dense1.bias"], updates["dense1.bias"]);
            Assert.All(updates["table"].ToArray(), x => Assert.Equal(0, x));
            product *= 0.5;
        }

        AnchoredDecayState<double> own = Assert.IsType<AnchoredDecayState<double>>(state);
        Assert.Equal(product, own.Product);
        Assert.Equal(["dense1.weight", "dense2.weight"], own.Anchor.Layout.Slots.Select(s => s.Name));
        AssertClose(anchor["dense2.weight"], own.Anchor["dense2.weight"].ToArray());
        AssertClose(spread["dense1.weight"], own.Spread["dense1.weight"].ToArray());
        Assert.Equal([new("product", product)], own.Scalars);
    }

    [Fact]
    public void With_changes_what_is_given_and_keeps_the_rest()
    {
        AnchoredDecay rule = new AnchoredDecay { InitialScale = 3 }
            .With(pull: 0.1)
            .WithWhere(ParameterFilter.None);
        Assert.Equal(
            new AnchoredDecay
            {
                InitialScale = 3,
                Pull = 0.1,
                Where = ParameterFilter.None,
            },
            rule
        );
        Assert.Equal("AnchoredDecay(pull: 0.1, initialScale: 3, where: None)", rule.ToString());
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= 1e-13 * Math.Max(1, Math.Abs(expected[i])),
                $"{i}: {actual[i]:R} instead of {expected[i]:R}"
            );
        }
    }
}
