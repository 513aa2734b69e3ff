using Pullback.ReferenceCheck;
using Pullback.ReferenceCheck.Reporting;
using Xunit;

namespace Pullback.Reference.Tests;

/// <summary>The project's own copy of the reference values, through the code of the program.</summary>
public class OwnCopyTests
{
    public static TheoryData<string> Files =>
        [
            .. ReferenceFolder
                .KnownFiles.Select(file => file.Name)
                .Where(name => File.Exists(Path.Combine(ReferenceFolder.Own.Path, name))),
        ];

    [Fact]
    public void The_copy_has_all_files_that_concern_the_library_so_far() => Assert.Equal(7, Files.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_fails(string name)
    {
        FileReport report = Report(name);
        Assert.Empty(report.Failed);
        Assert.True(report.Checked > 0);
        Assert.All(report.Exempt.Concat(report.Missing), note => Assert.NotEmpty(note.Why));
    }

    [Theory]
    [InlineData("torch.SGD/")]
    [InlineData("cs231n.sgd/")]
    [InlineData("cs231n.momentum/")]
    [InlineData("cs231n.nesterov/")]
    [InlineData("cs231n.adam/")]
    [InlineData("form.heavy_ball/")]
    [InlineData("form.nag_lookahead/")]
    [InlineData("form.sutskever_scaled/")]
    [InlineData("form.ema_momentum/")]
    [InlineData("optax.trace_sgd/")]
    [InlineData("optax.adam/")]
    [InlineData("torch.Adam/")]
    [InlineData("torch.AdamW/")]
    [InlineData("torch.Adagrad/")]
    [InlineData("torch.RMSprop/")]
    [InlineData("torch.Adadelta/")]
    [InlineData("torch.Adamax/")]
    [InlineData("torch.NAdam/")]
    [InlineData("torch.RAdam/")]
    [InlineData("cs231n.adagrad/")]
    [InlineData("cs231n.rmsprop/")]
    [InlineData("optax.adagrad/")]
    [InlineData("optax.rmsprop/")]
    [InlineData("optax.adamax/")]
    [InlineData("optax.amsgrad/")]
    [InlineData("optax.radam/")]
    [InlineData("optax.lion/")]
    [InlineData("optax.sign_sgd/")]
    [InlineData("optax.signum/")]
    [InlineData("optax.optimistic_gd/")]
    public void All_settings_of_a_source_have_a_counterpart(string source) =>
        Assert.DoesNotContain(Report("optimizers.json").Missing, note => note.Id.StartsWith(source, StringComparison.Ordinal));

    [Theory]
    [InlineData("torch.StepLR/")]
    [InlineData("torch.ExponentialLR/")]
    [InlineData("torch.LinearLR/")]
    [InlineData("torch.CosineAnnealingLR/")]
    [InlineData("torch.ReduceLROnPlateau/")]
    [InlineData("torch.MultiStepLR/")]
    [InlineData("torch.ConstantLR/")]
    [InlineData("torch.PolynomialLR/")]
    [InlineData("torch.CosineAnnealingWarmRestarts/")]
    [InlineData("formula.keras_polynomial/")]
    [InlineData("formula.inverse_sqrt/")]
    [InlineData("optax.polynomial_schedule/")]
    [InlineData("optax.piecewise_constant_schedule/")]
    [InlineData("optax.exponential_decay/")]
    [InlineData("formula.step_decay/")]
    [InlineData("formula.exp/")]
    [InlineData("formula.inverse_time")]
    [InlineData("formula.warmup_cosine/")]
    [InlineData("optax.cosine_decay_schedule/")]
    [InlineData("optax.warmup_cosine_decay_schedule/")]
    public void All_settings_of_a_schedule_have_a_counterpart(string source) =>
        Assert.DoesNotContain(Report("schedulers.json").Missing, note => note.Id.StartsWith(source, StringComparison.Ordinal));

    [Fact]
    public void Training_is_followed_in_both_precisions() => Assert.Empty(Report("training.json").Missing);

    [Fact]
    public void The_rule_of_an_old_version_is_exempt_with_its_reason() =>
        Assert.All(
            Report("optimizers.json").Exempt,
            note =>
            {
                Assert.StartsWith("torch.NAdam-1.13/", note.Id, StringComparison.Ordinal);
                Assert.Contains("corrected in 2.0", note.Why, StringComparison.Ordinal);
            }
        );

    private static readonly Dictionary<string, Lazy<FileReport>> Reports = ReferenceFolder.KnownFiles.ToDictionary(
        file => file.Name,
        file => new Lazy<FileReport>(() => ReferenceFolder.Own.Check(file)!)
    );

    private static FileReport Report(string name) => Reports[name].Value;
}
