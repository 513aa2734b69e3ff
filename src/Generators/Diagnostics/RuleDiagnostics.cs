using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static Pullback.Generators.Diagnostics.DescriptorFactory;

namespace Pullback.Generators.Diagnostics;

/// <summary>The diagnostics of update rules and fused optimizers: PB3xxx. Rules are 30xx, fused optimizers 31xx.</summary>
internal static class RuleDiagnostics
{
    public static readonly DiagnosticDescriptor NotARuleRecord = Error(
        "PB3001",
        "An update rule must be a sealed partial record",
        "'{0}' has [{1}] but {2} [declare it as 'sealed partial record {0} : IGradientTransformation', within partial types]"
    );

    public static readonly DiagnosticDescriptor MissingRule = Error(
        "PB3002",
        "An update rule needs a well-formed Rule",
        "'{0}' {1} [write 'static (T Update, T Slot) Rule<T>(T gradient, T slot, …) where T : unmanaged, IFloatingPointIeee754<T>', or 'static T Rule<T>' without slots]"
    );

    public static readonly DiagnosticDescriptor WrongCoefficients = Error(
        "PB3003",
        "Coefficients must return named doubles of the step",
        "{2} of '{0}' {1} [write '(double A, double B) {2}(long step)', or 'double {2}(long step)' for one]"
    );

    public static readonly DiagnosticDescriptor UnknownArgument = Error(
        "PB3004",
        "An argument of Rule has no meaning",
        "The argument '{0}' of '{1}.{3}' is neither gradient, parameter, curvature, globalNorm or slotNorm, nor a slot, nor a coefficient [let Rule return a member {2} to make it a slot, or give {4} a member {2}]"
    );

    public static readonly DiagnosticDescriptor ResultWithoutSlot = Error(
        "PB3005",
        "A result of Rule has no argument",
        "Rule of '{1}' returns {0} but has no argument '{2}' for the value of the step before [add the argument, or remove the member]"
    );

    public static readonly DiagnosticDescriptor NameTakenTwice = Error(
        "PB3006",
        "A name of a rule means two things",
        "The name {0} of '{1}' is used twice: {2} [{3}]"
    );

    /// <summary>The remedy of a name that its author is free to choose.</summary>
    public const string ChooseAnotherName = "choose another name";

    public static readonly DiagnosticDescriptor UnusedCoefficient = Warning(
        "PB3007",
        "A coefficient is not used",
        "{3} of '{1}' returns {0}, but {4} '{2}' [add the argument, or remove the member]"
    );

    public static readonly DiagnosticDescriptor WrongStart = Error(
        "PB3008",
        "StartsAt does not fit its parameter",
        "'{0}' {1} [use [StartsAt(value)] or [StartsAt(nameof(Property))] on a slot or a number, or [StartsAt] on a slot]"
    );

    public static readonly DiagnosticDescriptor WrongMask = Error(
        "PB3009",
        "Where must be a filter",
        "'{0}' has a member Where that is not a property of type ParameterFilter [write 'public ParameterFilter Where {{ get; init; }} = ParameterFilter.All;', or choose another name]"
    );

    public static readonly DiagnosticDescriptor WrongSums = Error(
        "PB3010",
        "Sums must be a formula of an element",
        "Sums of '{0}' {1} [write 'static (T A, T B) Sums<T>(T gradient, T parameter, …) where T : unmanaged, IFloatingPointIeee754<T>', or 'static T Sums<T>' for one]"
    );

    public static readonly DiagnosticDescriptor WrongBound = Error(
        "PB3011",
        "A bound must be on a partial property of a rule or a fused optimizer",
        "[{0}] of {1} {2} [write '[{0}] public partial double {1} {{ get; init; }}' in an [UpdateRule] or [FusedOptimizer] record, with a default in the bound, or check the value in its init accessor with Require.{0}]"
    );

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "PB3012",
        "What is emitted needs a newer C#",
        "'{0}' is compiled as C# {1}, but what is emitted for it is C# {2} [set <LangVersion>14.0</LangVersion> in the project file, or remove the setting]"
    );

    public static readonly DiagnosticDescriptor WrongExposure = Error(
        "PB3106",
        "Settings can be exposed of a private rule of a fused optimizer",
        "The property {0}, whose settings are to be exposed, {1} [write '[ExposesSettings] private ScaleByAdam {0} {{ get; init; }} = new();' in a [FusedOptimizer] record]"
    );

    public static readonly DiagnosticDescriptor NotAFusedType = Error(
        "PB3101",
        "A fused optimizer must be a static partial class or a sealed partial record",
        "'{0}' has [{1}] but {2} [declare it as 'static partial class {0}' with a static Define, or as 'sealed partial record {0} : IGradientTransformation' with an instance Define]"
    );

    public static readonly DiagnosticDescriptor MissingDefine = Error(
        "PB3102",
        "A fused optimizer needs a well-formed Define",
        "'{0}' {1} [write 'IGradientTransformation Define() => Chain.Of(…);', static in a static class]"
    );

    public static readonly DiagnosticDescriptor UnreadableChain = Error(
        "PB3103",
        "The chain cannot be read at build time",
        "The chain of '{0}' cannot be fused: {1} [return one 'Chain.Of(new …, new …)'; settings may be computed, the list of rules may not; or use Chain.Of without [FusedOptimizer]]"
    );

    public static readonly DiagnosticDescriptor NotFusable = Error(
        "PB3104",
        "An element of the chain cannot be fused",
        "'{0}' cannot be fused into '{1}': {2} [use update rules, and named optimizers that are made of them alone; or use Chain.Of without [FusedOptimizer]]"
    );

    /// <summary>The whole table.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotARuleRecord,
        MissingRule,
        WrongCoefficients,
        UnknownArgument,
        ResultWithoutSlot,
        NameTakenTwice,
        UnusedCoefficient,
        WrongStart,
        WrongMask,
        WrongSums,
        WrongBound,
        OldLanguage,
        NotAFusedType,
        MissingDefine,
        UnreadableChain,
        NotFusable,
        WrongExposure,
    ];
}
