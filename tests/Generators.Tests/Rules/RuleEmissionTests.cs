using System.Reflection;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Rules;
using Pullback.Generators.Tests.Infrastructure;
using Pullback.Ops;
using Pullback.Optimizers;
using Xunit;
using static Pullback.Generators.Tests.Rules.RuleSources;

namespace Pullback.Generators.Tests.Rules;

/// <summary>What is emitted: its text, and what it does in assemblies of users.</summary>
public class RuleEmissionTests
{
    private static readonly IIncrementalGenerator[] _generators = [new UpdateRuleGenerator(), new FusedOptimizerGenerator()];

    private static readonly TensorLayout _layout = new([("w", new Shape(3, 7)), ("b", new Shape(7))]);

    private static TensorSet<double> Values(double start) =>
        TensorSet<double>.Unflatten(_layout, [.. Enumerable.Range(0, _layout.ParameterCount).Select(i => Math.Sin(start + i))]);

    [Fact]
    public void A_rule_with_a_slot_and_a_mask() => Snapshot.Verify("Decayed", Text("Decayed.UpdateRule"));

    [Fact]
    public void A_fused_chain_of_library_and_user_rules() => Snapshot.Verify("MyOptimizer", Text("MyOptimizer.FusedOptimizer"));

    private static string Text(string name) =>
        Assert
            .Single(
                GeneratorDriverRun.Of(_generators, File(Decayed), File(Fused)).AssertCompiles().Files,
                file => file.HintName.Contains(name, StringComparison.Ordinal)
            )
            .Text;

    [Fact]
    public void The_culture_changes_nothing()
    {
        string expected = Text("Decayed.UpdateRule");
        using CultureScope culture = new();

        Assert.Equal(expected, Text("Decayed.UpdateRule"));
    }

    [Fact]
    public void A_fused_chain_does_what_its_chain_does()
    {
        Assembly assembly = GeneratorDriverRun.Of(_generators, File(Decayed), File(Fused)).AssertCompiles().Load();
        Type type = assembly.GetType("Shop.MyOptimizer", throwOnError: true)!;
        Schedule rate = Schedule.Cosine(0.5, 10);

        AssertSame(
            (IGradientTransformation)type.GetMethod("Define")!.Invoke(null, [rate, 0.25])!,
            (IGradientTransformation)type.GetMethod("Create")!.Invoke(null, [rate, 0.25])!
        );
    }

    [Fact]
    public void A_rule_of_one_assembly_is_fused_in_another_and_a_named_optimizer_counts_as_its_rules()
    {
        // Metadata of a reference assembly: no private members, so what is known of the rule is what the generator wrote about it.
        GeneratorDriverRun library = GeneratorDriverRun
            .Of(
                _generators,
                TestCompilation.Create(
                    [
                        File(
                            Decayed
                                + "\n[FusedOptimizer] public sealed partial record Named : IGradientTransformation { public Schedule Rate { get; init; } = 0.1; private Chain Define() => Chain.Of(new Decayed { Where = ParameterFilter.RankAtLeast(2) }, new ScaleByLearningRate(Rate)); }"
                        ),
                    ],
                    "Library"
                )
            )
            .AssertCompiles();
        using MemoryStream reference = new();
        Assert.True(
            library
                .Output.Emit(
                    reference,
                    options: new Microsoft.CodeAnalysis.Emit.EmitOptions(metadataOnly: true, includePrivateMembers: false)
                )
                .Success
        );
        Assembly loaded = library.Load();
        ResolveEventHandler resolve = (_, request) =>
            request.Name.StartsWith("Library,", StringComparison.Ordinal) ? loaded : null;
        AppDomain.CurrentDomain.AssemblyResolve += resolve;
        try
        {
            GeneratorDriverRun user = GeneratorDriverRun
                .Of(
                    _generators,
                    TestCompilation.Create(
                        [
                            "#pragma warning disable CS1591\nusing Pullback.Optimizers; using Shop; namespace Other; [FusedOptimizer] public static partial class Far { public static Chain Define() => Chain.Of(new ClipByGlobalNorm(0.1), new Decayed(), new Named { Rate = 0.25 }); }",
                        ],
                        "Application",
                        [MetadataReference.CreateFromImage(reference.ToArray())]
                    )
                )
                .AssertCompiles();
            Assert.Empty(user.Analyze(new RuleAnalyzer()));
            Type type = user.Load().GetType("Other.Far", throwOnError: true)!;

            AssertSame(
                (IGradientTransformation)type.GetMethod("Define")!.Invoke(null, [])!,
                (IGradientTransformation)type.GetMethod("Create")!.Invoke(null, [])!
            );
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyResolve -= resolve;
        }
    }

    [Theory]
    [InlineData("[UpdateRule] internal sealed partial record R : IGradientTransformation { BODY }")]
    [InlineData("partial class Outer { [UpdateRule] private sealed partial record R : IGradientTransformation { BODY } }")]
    [InlineData("namespace @if.@class { [UpdateRule] public sealed partial record @struct : IGradientTransformation { BODY } }")]
    [InlineData(
        "namespace A { class TensorSet; class RuleEngine; class Lanes; [UpdateRule] public sealed partial record R : IGradientTransformation { BODY } }"
    )]
    [InlineData(
        "[UpdateRule] public sealed partial record R(double Scale, Schedule? Maybe = null) : IGradientTransformation { BODY public override string ToString() => \"mine\"; }"
    )]
    public void Works_wherever_the_record_stands(string declaration)
    {
        const string Body =
            "public double? Limit { get; init; } public bool @in { get; init; } (double I, double Length, double @out) Coefficients(long step, double @out) => (1, 2, @out); "
            + "static (T Update, T Incoming, T Event) Rule<T>(T gradient, T incoming, T @event, T i, T length, T @out) "
            + Constraint
            + " => (gradient * i, incoming + length, @event * @out);";
        string source =
            "#pragma warning disable CS1591\nusing System.Numerics; using Pullback.Ops; using Pullback.Optimizers;\n"
            + declaration.Replace("BODY", Body, StringComparison.Ordinal);

        GeneratorDriverRun run = GeneratorDriverRun.Of(_generators, source).AssertCompiles();

        Assert.Empty(run.Analyze(new RuleAnalyzer()));
    }

    /// <summary>Where functions within <c>Define</c> return is no return of <c>Define</c>.</summary>
    [Theory]
    [InlineData("=> Chain.Of(new ScaleByAdam(), new ScaleByLearningRate(Schedule.FromFunc(step => 0.1 / (1 + step))));")]
    [InlineData(
        "=> Chain.Of(new ScaleByAdam(), new ScaleByLearningRate(Schedule.FromFunc(step => { return 0.1 / (1 + step); })));"
    )]
    [InlineData("=> Chain.Of(new Decayed { Where = ParameterFilter.Custom(\"w\", slot => slot.Name == \"w\") });")]
    [InlineData(
        "{ double Rate(long step) { return 0.1; } return Chain.Of(new Decayed(), new ScaleByLearningRate(Schedule.FromFunc(Rate))); }"
    )]
    public void Functions_within_a_definition_may_return(string definition)
    {
        GeneratorDriverRun run = GeneratorDriverRun.Of(_generators, File(Decayed), Chain(definition)).AssertCompiles();

        Assert.Empty(run.Analyze(new RuleAnalyzer()));
        Assert.Contains(run.Files, file => file.Text.Contains("Loop<T>", StringComparison.Ordinal) && IsOptimizer(file));

        static bool IsOptimizer((string HintName, string Text) file) =>
            file.HintName.Contains("MyOptimizer", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Acme.Pullback")]
    [InlineData("Pullback.Shop")]
    [InlineData("Shop.System")]
    [InlineData("Shop.System.Pullback.Optimizers")]
    public void Namespaces_of_the_user_may_be_called_as_those_of_the_library(string name)
    {
        string In(string source) => File(source).Replace("namespace Shop;", $"namespace {name};", StringComparison.Ordinal);

        GeneratorDriverRun run = GeneratorDriverRun.Of(_generators, In(Decayed), In(Fused)).AssertCompiles();

        Assert.Empty(run.Analyze(new RuleAnalyzer()));
    }

    [Fact]
    public void Default_values_of_a_definition_become_those_of_create() =>
        GeneratorDriverRun
            .Of(
                _generators,
                File(
                    "public enum Kind { One, Two } [FusedOptimizer] public static partial class D { static IGradientTransformation Define(double a = -0.0, float b = 1.5f, string? c = null, Kind k = Kind.Two, bool f = true, int n = -3, params double[] rest) => Chain.Of(new Scale(a)); public static IGradientTransformation Use() => Create(k: Kind.One); }"
                )
            )
            .AssertCompiles();

    [Fact]
    public void Declarations_cut_off_anywhere_never_throw()
    {
        // Short sources with everything in them: each is read twice for every character.
        const string Usings = "using System.Numerics;using Pullback.Ops;using Pullback.Optimizers;";
        const string Compact =
            "[UpdateRule]sealed partial record R:IGradientTransformation{double F{get;init;}(double A,double B)Coefficients(long s,[StartsAt(1.0)]double b)=>(F,b);"
            + "static(T Update,T S)Rule<T>(T gradient,[StartsAt(nameof(F))]T s,T a)where T:unmanaged,IFloatingPointIeee754<T>=>(gradient*a,s);}";
        const string Chained =
            "[FusedOptimizer]static partial class O{static Chain Define(double x=1)=>Chain.Of(new Scale(x),Chain.Of(new Adam{Beta1=x}));}";
        Truncation.AssertNeverThrows(new UpdateRuleGenerator(), new RuleAnalyzer(), Usings + Compact);
        Truncation.AssertNeverThrows(new FusedOptimizerGenerator(), new RuleAnalyzer(), Usings + Chained);
    }

    private static void AssertSame(IGradientTransformation chain, IGradientTransformation fused)
    {
        Assert.NotEqual(chain.GetType(), fused.GetType());
        TensorSet<double> expected = Values(0);
        TensorSet<double> actual = Values(0);
        OptimizerState<double> chainState = chain.Init(expected);
        OptimizerState<double> fusedState = fused.Init(actual);
        for (int step = 0; step < 4; step++)
        {
            TensorSet<double> gradients = Values(step + 1);
            (expected, chainState) = chain.Step(expected, gradients, chainState);
            (actual, fusedState) = fused.Step(actual, gradients, fusedState, donate: true);
            Assert.Equal(expected, actual);
            Assert.Equal(chainState.Tensors.Select(t => t.Value), fusedState.Tensors.Select(t => t.Value));
        }
    }
}
