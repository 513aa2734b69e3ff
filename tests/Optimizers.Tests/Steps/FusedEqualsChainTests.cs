using System.Reflection;
using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>Every fused optimizer of the catalogue takes the steps of the chain that it is declared as, to the last bit, whatever is measured on the way.</summary>
public sealed class FusedEqualsChainTests
{
    private const int Steps = 4;

    private static readonly Dictionary<string, (IGradientTransformation Fused, IGradientTransformation Chain)> Pairs = Catalogue
        .All.Where(entry => entry.Value.GetType().IsDefined(typeof(FusedOptimizerAttribute)))
        .ToDictionary(
            entry => entry.Key,
            entry =>
                (
                    entry.Value,
                    (IGradientTransformation)
                        entry
                            .Value.GetType()
                            .GetMethod("Define", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!
                            .Invoke(entry.Value, null)!
                ),
            StringComparer.Ordinal
        );

    public static TheoryData<string> Names => [.. Pairs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_pass_gives_the_bits_of_the_chain(string name)
    {
        (IGradientTransformation fused, IGradientTransformation chain) = Pairs[name];
        foreach (TensorLayout layout in new[] { Problems.Ragged, Problems.Large })
        {
            StepResult<float> ofChain = Run(chain, layout, donate: false);
            foreach (bool donate in new[] { false, true })
            {
                StepResult<float> ofFused = Run(fused, layout, donate);
                Assert.Equal(ofChain.Parameters, ofFused.Parameters);
                Assert.Equal(
                    ofChain.State.Tensors.Select(tensor => tensor.Value),
                    ofFused.State.Tensors.Select(tensor => tensor.Value)
                );
                Assert.Equal(
                    ofChain
                        .State.Scalars.Where(scalar => !scalar.Key.EndsWith("step", StringComparison.Ordinal))
                        .Select(s => s.Value),
                    ofFused.State.Scalars.Select(scalar => scalar.Value)
                );
            }
        }
    }

    private static StepResult<float> Run(IGradientTransformation optimizer, TensorLayout layout, bool donate)
    {
        TensorSet<float> parameters = Problems.Values<float>(layout, 1);
        OptimizerState<float> state = optimizer.Init(parameters);
        for (int step = 0; step < Steps; step++)
        {
            StepInputs<float> inputs = new()
            {
                Loss = 1.0 / (step + 1),
                Metric = 1,
                Curvature = Problems.Values<float>(layout, 50).Map(Math.Abs),
            };
            (parameters, state) = optimizer.Step(parameters, Problems.Values<float>(layout, step + 2), state, inputs, donate);
        }

        return new StepResult<float>(parameters, state);
    }
}
