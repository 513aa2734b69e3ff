using System.Reflection;
using Pullback.Ops;
using Pullback.Optimizers.Tests.Composition;
using Xunit;

namespace Pullback.Optimizers.Tests.Adaptive;

/// <summary>A mask of the decay says which tensors decay: elsewhere a step is that without decay.</summary>
public sealed class DecayMaskTests
{
    private static readonly ParameterFilter Matrices = ParameterFilter.RankAtLeast(2);

    /// <summary>Optimizers whose tensors have nothing to do with one another, with and without the decay of some tensors.</summary>
    public static TheoryData<string, IGradientTransformation, IGradientTransformation, IGradientTransformation> Masked
    {
        get
        {
            ScheduleFree iterate = new() { WeightDecay = 0.3 };
            ScheduleFreeAdamW adam = new() { WeightDecay = 0.3, DecaysIterate = true };
            Muon muon = new() { WeightDecay = 0.3, AdamWeightDecay = 0.4 };
            ParameterFilter biases = Matrices.Not();
            return new()
            {
                { "ScheduleFree", iterate with { DecayMask = Matrices }, iterate, iterate with { WeightDecay = 0.0 } },
                { "ScheduleFreeAdamW", adam with { DecayMask = Matrices }, adam, adam with { WeightDecay = 0.0 } },
                { "Muon", muon with { DecayMask = Matrices }, muon, muon with { AdamWeightDecay = 0.0 } },
                { "Muon of others", muon with { DecayMask = biases }, muon with { WeightDecay = 0.0 }, muon },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Masked))]
    public void Tensors_outside_of_the_mask_move_as_without_decay(
        string name,
        IGradientTransformation masked,
        IGradientTransformation ofMatrices,
        IGradientTransformation ofOthers
    )
    {
        TensorSet<double> moved = Problems.Run<double>(masked, Problems.Ragged, 3, donate: false).Parameters;
        TensorSet<double> matrices = Problems.Run<double>(ofMatrices, Problems.Ragged, 3, donate: false).Parameters;
        TensorSet<double> others = Problems.Run<double>(ofOthers, Problems.Ragged, 3, donate: false).Parameters;
        Assert.False(matrices.Equals(others), name);
        foreach (TensorSlot slot in Problems.Ragged.Slots)
        {
            TensorSet<double> expected = Matrices.Matches(slot) ? matrices : others;
            Assert.Equal(expected[slot.Name].ToArray(), moved[slot.Name].ToArray());
        }
    }

    public static TheoryData<MomoDecay> Forms => [.. Enum.GetValues<MomoDecay>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Tensors_outside_of_the_mask_take_the_step_alone(MomoDecay form)
    {
        const double Rate = 0.1;
        const double Decay = 0.3;
        Momo momo = new()
        {
            LearningRate = Rate,
            WeightDecay = Decay,
            DecayForm = form,
        };
        MomoAdam adam = new()
        {
            LearningRate = Rate,
            WeightDecay = Decay,
            DecayForm = form,
        };
        Check(momo, momo with { DecayMask = Matrices });
        Check(adam, adam with { DecayMask = Matrices });

        void Check(IGradientTransformation all, IGradientTransformation masked)
        {
            TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
            TensorSet<double> ofAll = Update(all, at);
            TensorSet<double> ofSome = Update(masked, at);
            foreach (TensorSlot slot in Problems.Ragged.Slots)
            {
                double[] decayed = ofAll[slot.Name].ToArray();
                double[] parameters = at[slot.Name].ToArray();
                double[] expected = Matrices.Matches(slot)
                    ? decayed
                    : [.. decayed.Select((update, i) => WithoutDecay(update, parameters[i]))];
                double[] given = ofSome[slot.Name].ToArray();
                Assert.All(expected.Zip(given), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
            }
        }

        // Of a tensor that is frozen, no update: there is nothing to take the decay from.
        double WithoutDecay(double update, double parameter) =>
            update == 0 ? 0
            : form == MomoDecay.Decoupled ? update + (Rate * Decay * parameter)
            : form == MomoDecay.Parameters ? update + (Rate * Decay / (1 + (Rate * Decay)) * parameter)
            : ((1 + (Rate * Decay)) * update) + (Rate * Decay * parameter);
    }

    /// <summary>Elsewhere a decay could not leave out biases and gains.</summary>
    [Fact]
    public void Whatever_decays_weights_has_a_mask()
    {
        // That of Mechanic is no decay of the parameters.
        IEnumerable<Type> decaying = PartsOf.Shipped.Where(type =>
            type.GetProperty("WeightDecay") is not null && type != typeof(Mechanic)
        );
        Assert.All(
            decaying,
            type =>
                Assert.Contains(
                    type.GetProperties(BindingFlags.Instance | BindingFlags.Public),
                    property => property.PropertyType == typeof(ParameterFilter) && property.Name is "DecayMask" or "Where"
                )
        );
    }

    private static TensorSet<double> Update(IGradientTransformation optimizer, TensorSet<double> at) =>
        optimizer
            .Update(Problems.Values<double>(Problems.Ragged, 2), optimizer.Init(at), at, new StepInputs<double> { Loss = 5 })
            .Updates;
}
