using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static Pullback.Generators.Diagnostics.DescriptorFactory;

namespace Pullback.Generators.Diagnostics;

/// <summary>The diagnostics of formulas: PB2xxx. Declarations are 20xx, refused constructs 21xx, numerical advice 22xx.</summary>
internal static class FormulaDiagnostics
{
    public static readonly DiagnosticDescriptor NotPartialStruct = Error(
        "PB2001",
        "An elementwise op must be a partial struct",
        "'{0}' has [ElementwiseOp] but {1} [declare it as 'partial struct', within partial types]"
    );

    public static readonly DiagnosticDescriptor MissingFormula = Error(
        "PB2002",
        "An elementwise op needs a well-formed Formula",
        "'{0}' {1} [write 'public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T>', with further parameters of type T for constants]"
    );

    public static readonly DiagnosticDescriptor GenericOp = Error(
        "PB2003",
        "An elementwise op must not be generic",
        "'{0}' has type parameters, its own or those of an enclosing type [move the struct out of the generic type; numbers that vary are constants of the formula]"
    );

    public static readonly DiagnosticDescriptor TooManyConstants = Error(
        "PB2004",
        "A formula takes at most four constants",
        "The formula of '{0}' takes {1} constants, and at most 4 are possible [compute some of them from others in the formula]"
    );

    public static readonly DiagnosticDescriptor MissingInterface = Error(
        "PB2005",
        "An elementwise op must implement IElementwiseOp",
        "'{0}' has [ElementwiseOp] but does not implement IElementwiseOp [add ': IElementwiseOp' to its declaration]"
    );

    public static readonly DiagnosticDescriptor WrongOutputDerivative = Error(
        "PB2006",
        "OutputDerivative must have the shape of Formula",
        "OutputDerivative of '{0}' {1} [give it the parameters of Formula, with the output in place of the input]"
    );

    public static readonly DiagnosticDescriptor Loop = Refused(
        "PB2101",
        "a loop",
        "'{0}' repeats, and a formula is one expression",
        "write the steps out, or use an ICustomOp"
    );

    public static readonly DiagnosticDescriptor Sign = Refused(
        "PB2102",
        "T.Sign",
        "T.Sign returns an int and throws on NaN",
        "use T.CopySign(T.One, x), or a conditional"
    );

    public static readonly DiagnosticDescriptor VariableExponent = Refused(
        "PB2103",
        "T.Pow with such an exponent",
        "T.Pow needs an exponent that is a constant: an integer between -16 and 16, or 0.5; here it is {0}",
        "write products, T.Sqrt, or T.Exp(b * T.Log(a)) where a is positive"
    );

    public static readonly DiagnosticDescriptor Remainder = Refused(
        "PB2104",
        "the remainder operator",
        "'%' jumps and has no lane",
        "compare and subtract, or use an ICustomOp"
    );

    public static readonly DiagnosticDescriptor Cast = Refused(
        "PB2105",
        "a cast",
        "the cast to '{0}' leaves the element type",
        "write constants as T.CreateChecked(0.5); keep everything else in T"
    );

    public static readonly DiagnosticDescriptor SystemMath = Refused(
        "PB2106",
        "Math and MathF",
        "'{0}' works on one element type only",
        "use the method of T with the same name, or one of ScalarMath"
    );

    public static readonly DiagnosticDescriptor Field = Refused(
        "PB2107",
        "a field or property",
        "'{0}' is read from outside of the formula",
        "make it a parameter of the formula, or a const"
    );

    public static readonly DiagnosticDescriptor Throw = Refused(
        "PB2108",
        "throw",
        "lanes compute every branch and cannot throw",
        "return T.NaN for arguments outside of the domain"
    );

    public static readonly DiagnosticDescriptor Recursion = Refused(
        "PB2109",
        "recursion",
        "'{0}' calls itself",
        "write the steps out"
    );

    public static readonly DiagnosticDescriptor Reference = Refused(
        "PB2110",
        "ref, out and in",
        "'{0}' is passed or kept by reference",
        "return a tuple from the helper method instead"
    );

    public static readonly DiagnosticDescriptor Lambda = Refused(
        "PB2111",
        "a lambda or local function",
        "a formula has no closures",
        "move it to a static method 'static T Name<T>(T x)' beside the formula"
    );

    public static readonly DiagnosticDescriptor Unsupported = Refused(
        "PB2112",
        "this construct",
        "'{0}' has no counterpart in lanes",
        "use parameters, locals, arithmetic, comparisons, conditionals and the methods of T and ScalarMath"
    );

    public static readonly DiagnosticDescriptor WithoutSource = Refused(
        "PB2113",
        "a call without source",
        "'{0}' has no body in this compilation",
        "copy the method into this project"
    );

    public static readonly DiagnosticDescriptor WithoutLane = Refused(
        "PB2114",
        "a function without lanes",
        "'{0}' has no vector form",
        "express it by T.Sqrt, Abs, Min, Max, Clamp, CopySign, FusedMultiplyAdd, Exp, ExpM1, Log, LogP1, Tanh, Sin, Cos or ScalarMath"
    );

    public static readonly DiagnosticDescriptor WrongType = Refused(
        "PB2115",
        "a value of another type",
        "'{0}' has type '{1}', and a formula computes with its type parameter and with bool",
        "write constants as T.CreateChecked(0.5)"
    );

    public static readonly DiagnosticDescriptor TooLarge = Refused(
        "PB2116",
        "so much",
        "'{0}' expands to more than {1} operations",
        "split it over several ops, or use an ICustomOp"
    );

    public static readonly DiagnosticDescriptor Unstable = Warning(
        "PB2201",
        "A formula loses accuracy or overflows",
        "'{0}' {1} [use {2}]"
    );

    /// <summary>The whole table.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotPartialStruct,
        MissingFormula,
        GenericOp,
        TooManyConstants,
        MissingInterface,
        WrongOutputDerivative,
        Loop,
        Sign,
        VariableExponent,
        Remainder,
        Cast,
        SystemMath,
        Field,
        Throw,
        Recursion,
        Reference,
        Lambda,
        Unsupported,
        WithoutSource,
        WithoutLane,
        WrongType,
        TooLarge,
        Unstable,
    ];

    private static DiagnosticDescriptor Refused(string id, string construct, string reason, string remedy) =>
        Error(id, $"A formula cannot use {construct}", $"The formula cannot be compiled to lanes: {reason} [{remedy}]");
}
