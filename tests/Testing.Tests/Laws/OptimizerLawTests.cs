using FsCheck;
using Pullback.Optimizers;
using Xunit;

namespace Pullback.Testing.Tests.Laws;

public class OptimizerLawTests
{
    [Fact]
    public void A_lawful_transformation_passes()
    {
        OptimizerLaws.Check(new Descent()).QuickCheckThrowOnFailure();
        Assert.True(OptimizerLaws.Verify(new Descent()).Passed);
    }

    public static TheoryData<IGradientTransformation, string> Broken =>
        new()
        {
            { new ChangesItsGradients(), "an update changes nothing that it was given" },
            { new CountsCalls(), "the same update twice gives the same bits" },
            { new AddsATensor(), "updates have the layout of the parameters, padding zero" },
            { new DividesByTheNorm(), "a zero gradient gives finite updates" },
            { new DecaysFrozenTensors(), "frozen tensors stay as they are" },
            { new StartsWithTheParametersThemselves(), "the first state owns its memory" },
            { new NeverCounts(), "a state counts its updates" },
            { new TakesAnyState(), "a state of another transformation is refused" },
            { new LosesPrecision(), "float follows double" },
            { new HidesItsVelocity(), "a run that was saved and restored goes on as if it had not been" },
            { new RepeatsAName(), "a state prints and compares by its named values" },
            { new AsksForTheLossInVain(), "an input that is missing is named" },
            { new RoundsByThread(), "the number of threads shows in no bit" },
            { new StepsItsOwnWay(onlyDonated: false), "a step is the update, added to the parameters" },
            { new StepsItsOwnWay(onlyDonated: true), "a donated step gives the bits of a pure one" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_law_is_named(IGradientTransformation transformation, string law)
    {
        LawReport report = Assert.Throws<OptimizerLawException>(() => OptimizerLaws.Verify(transformation)).Report;
        Assert.Contains(report.Findings, finding => !finding.Passed && finding.Law == law);
        Assert.Contains("BROKEN LAW", report.ToString(), StringComparison.Ordinal);
        // A fixed start: some laws are checked in some cases only, and a hundred random ones may have none of those.
        Config cases = Config.QuickThrowOnFailure.WithReplay(932919303619982830UL, 7389497628740335545UL);
        Assert.ThrowsAny<Exception>(() => OptimizerLaws.Check(transformation).Check(cases));
    }

    [Fact]
    public void Replay_repeats_the_violation()
    {
        LawReport report = Assert.Throws<OptimizerLawException>(() => OptimizerLaws.Verify(new NeverCounts())).Report;
        OptimizerLawOptions replay = OptimizerLawOptions.Default.Replay(report.Case.Seed, report.Case.Size, report.Case.Grid);
        LawReport again = Assert.Throws<OptimizerLawException>(() => OptimizerLaws.Verify(new NeverCounts(), replay)).Report;
        Assert.Equal(report.Shapes, again.Shapes);
        Assert.Contains($"Replay({report.Case})", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Frozen_tensors_may_be_left_to_the_caller() =>
        OptimizerLaws.Verify(new DecaysFrozenTensors(), OptimizerLawOptions.Default.With(keepsFrozen: false));

    [Theory]
    [InlineData(0)]
    [InlineData(2.5)]
    public void The_inputs_of_a_step_belong_to_its_gradients(double minimum) =>
        OptimizerLaws.Verify(
            new StepsToTheMinimum(minimum),
            OptimizerLawOptions.Default.With(lossMinimum: minimum, singleTolerance: double.PositiveInfinity)
        );

    [Fact]
    public void Steps_without_inputs_can_be_asked_for()
    {
        OptimizerLawOptions without = OptimizerLawOptions.Default.With(givesInputs: false);
        OptimizerLaws.Verify(new Descent(), without);
        Assert.Throws<OptimizerLawException>(() => OptimizerLaws.Verify(new StepsToTheMinimum(0), without));
    }

    [Fact]
    public void Invariances_are_asked_for_one_by_one_and_seen_when_broken()
    {
        LawReport scaled = Assert.Throws<OptimizerLawException>(() => OptimizerLaws.VerifyScaleInvariance(new Descent())).Report;
        Assert.Equal("updates do not depend on the scale of the gradients", Assert.Single(scaled.Findings).Law);
        Assert.Contains("OptimizerLaws.VerifyScaleInvariance(", scaled.Replay, StringComparison.Ordinal);
        OptimizerLaws.VerifyScaleInvariance(new SignSgd());

        LawReport ordered = Assert
            .Throws<OptimizerLawException>(() => OptimizerLaws.VerifyOrderInvariance(new CountsTensors()))
            .Report;
        Assert.Equal("updates do not depend on the order of the tensors", Assert.Single(ordered.Findings).Law);
        OptimizerLaws.VerifyOrderInvariance(new Descent());
    }
}
