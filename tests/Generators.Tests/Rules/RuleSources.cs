namespace Pullback.Generators.Tests.Rules;

/// <summary>Sources of rules and fused optimizers, as users write them.</summary>
internal static class RuleSources
{
    public const string Constraint = "where T : unmanaged, IFloatingPointIeee754<T>";

    /// <summary>A rule with a slot, a start and a mask.</summary>
    public const string Decayed = """
        [UpdateRule]
        public sealed partial record Decayed : IGradientTransformation
        {
            [Decay]
            public partial Schedule Decay { get; init; } = 0.9;

            public ParameterFilter Where { get; init; } = ParameterFilter.All;

            private (double Decay, double Share) Coefficients(long step) => (Decay.At(step), 1 - Decay.At(step));

            private static (T Update, T Average) Rule<T>(T gradient, [StartsAt(0.5)] T average, T decay, T share)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                T next = (decay * average) + (share * gradient);
                return (next, next);
            }
        }
        """;

    /// <summary>A fused optimizer of a rule of the library and one of the user.</summary>
    public const string Fused = """
        [FusedOptimizer]
        public static partial class MyOptimizer
        {
            public static IGradientTransformation Define(Schedule learningRate, double maxNorm = 1.0) =>
                Chain.Of(
                    new ClipByGlobalNorm(maxNorm),
                    new Decayed { Where = ParameterFilter.RankAtLeast(2) },
                    new ScaleByLearningRate(learningRate));
        }
        """;

    public static string File(string declarations) =>
        $"#pragma warning disable CS1591 // The tests are not about documentation.\nusing System.Numerics;\nusing Pullback.Ops;\nusing Pullback.Optimizers;\n\nnamespace Shop;\n\n{declarations}\n";

    /// <summary>A rule with this body.</summary>
    public static string Rule(string body, string header = "public sealed partial record MyRule : IGradientTransformation") =>
        File($"[UpdateRule]\n{header}\n{{\n{body}\n}}");

    /// <summary>A fused optimizer with this chain.</summary>
    public static string Chain(string returned, string parameters = "") =>
        File(
            $"[FusedOptimizer]\npublic static partial class MyOptimizer\n{{\n    static IGradientTransformation Define({parameters}) {returned}\n}}"
        );
}
