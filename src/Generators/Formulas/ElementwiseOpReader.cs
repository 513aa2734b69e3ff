using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>Reads an [ElementwiseOp] struct into its model: the stage that generator and analyzer share.</summary>
internal static class ElementwiseOpReader
{
    /// <summary>The most constants that a formula may take.</summary>
    public const int MostConstants = 4;

    private const int LongestSource = 100;

    /// <summary>Reads the struct.</summary>
    /// <returns>The model; <see langword="null"/> when there is nothing that members could be added to or made from.</returns>
    public static ElementwiseOpModel? Read(
        INamedTypeSymbol type,
        Compilation compilation,
        DiagnosticBag bag,
        CancellationToken cancellation
    )
    {
        Location? place = type.Locations.FirstOrDefault(location => location.IsInSource);
        bool canBeExtended = CheckType(type, place, bag, cancellation);
        if (FindFormula(type, place, bag) is not { } formula)
        {
            return null;
        }
        FormulaModel? value = FormulaReader.Read(formula, compilation, bag, cancellation);
        IMethodSymbol? fromOutput = FindOutputDerivative(type, formula, bag);
        FormulaModel? outputDerivative = fromOutput is null
            ? null
            : FormulaReader.Read(fromOutput, compilation, bag, cancellation);
        if (!canBeExtended)
        {
            return null;
        }
        return new ElementwiseOpModel(
            DeclaredType.Read(type),
            formula.Parameters[0].Name,
            formula.Parameters.Skip(1).Select(parameter => parameter.Name).ToEquatableArray(),
            ElementwiseOpSignature.ReadInitialization(type),
            ReadSource(formula, cancellation),
            fromOutput is not null,
            value,
            outputDerivative,
            EmittedNames.Read(formula.Locations.FirstOrDefault(location => location.IsInSource), compilation)
        );
    }

    private static bool CheckType(INamedTypeSymbol type, Location? place, DiagnosticBag bag, CancellationToken cancellation)
    {
        if (DeclaredType.IsGenericAnywhere(type))
        {
            bag.Report(FormulaDiagnostics.GenericOp, place, type.Name);
            return false;
        }
        if (type.TypeKind != TypeKind.Struct || type.IsRefLikeType)
        {
            bag.Report(
                FormulaDiagnostics.NotPartialStruct,
                place,
                type.Name,
                type.IsRefLikeType ? "is a ref struct" : "is not a struct"
            );
            return false;
        }
        if (!DeclaredType.IsPartialThroughout(type, cancellation))
        {
            string problem = DeclaredType.IsPartial(type, cancellation)
                ? "stands in a type that is not partial"
                : "is not partial";
            bag.Report(FormulaDiagnostics.NotPartialStruct, place, type.Name, problem);
            return false;
        }
        if (IsFileLocal(type))
        {
            bag.Report(
                FormulaDiagnostics.NotPartialStruct,
                place,
                type.Name,
                "is file-local, and its other part stands in another file"
            );
            return false;
        }
        if (!ElementwiseOpSignature.IsElementwiseOp(type))
        {
            bag.Report(FormulaDiagnostics.MissingInterface, place, type.Name);
            return false;
        }
        return true;
    }

    private static bool IsFileLocal(INamedTypeSymbol? type) =>
        type is not null && (type.IsFileLocal || IsFileLocal(type.ContainingType));

    private static IMethodSymbol? FindFormula(INamedTypeSymbol type, Location? place, DiagnosticBag bag)
    {
        if (ElementwiseOpSignature.FindMethod(type, ElementwiseOpSignature.FormulaName) is not { } formula)
        {
            bool hasSeveral = type.GetMembers(ElementwiseOpSignature.FormulaName).OfType<IMethodSymbol>().Any();
            bag.Report(
                FormulaDiagnostics.MissingFormula,
                place,
                type.Name,
                hasSeveral ? "has more than one Formula" : "has no Formula"
            );
            return null;
        }
        if (ElementwiseOpSignature.WrongShape(formula) is { } problem)
        {
            bag.Report(
                FormulaDiagnostics.MissingFormula,
                formula.Locations.FirstOrDefault(),
                type.Name,
                "has a Formula that " + problem
            );
            return null;
        }
        if (formula.Parameters.Length - 1 > MostConstants)
        {
            bag.Report(
                FormulaDiagnostics.TooManyConstants,
                formula.Locations.FirstOrDefault(),
                type.Name,
                formula.Parameters.Length - 1
            );
            return null;
        }
        return formula;
    }

    private static IMethodSymbol? FindOutputDerivative(INamedTypeSymbol type, IMethodSymbol formula, DiagnosticBag bag)
    {
        List<IMethodSymbol> candidates =
        [
            .. type.GetMembers(ElementwiseOpSignature.OutputDerivativeName).OfType<IMethodSymbol>(),
        ];
        if (candidates.Count == 0)
        {
            return null;
        }
        string? problem = candidates.Count > 1 ? "exists more than once" : ElementwiseOpSignature.WrongShape(candidates[0]);
        if (
            problem is null
            && !candidates[0]
                .Parameters.Skip(1)
                .Select(p => p.Name)
                .SequenceEqual(formula.Parameters.Skip(1).Select(p => p.Name), StringComparer.Ordinal)
        )
        {
            problem = "does not take the constants of Formula, in their order and with their names";
        }
        if (problem is null)
        {
            return candidates[0];
        }
        bag.Report(FormulaDiagnostics.WrongOutputDerivative, candidates[0].Locations.FirstOrDefault(), type.Name, problem);
        return null;
    }

    /// <summary>The text of an expression-bodied formula on one line, for the comment above the emitted members.</summary>
    private static string ReadSource(IMethodSymbol formula, CancellationToken cancellation)
    {
        if (
            formula.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation)
            is not MethodDeclarationSyntax { ExpressionBody.Expression: { } expression }
        )
        {
            return string.Empty;
        }
        string text = expression.ToString();
        bool isPlain =
            text.IndexOfAny(['\n', '\r', '#']) < 0
            && text.Length <= LongestSource
            && !text.Contains("//")
            && !text.Contains("*/");
        return isPlain ? text : string.Empty;
    }
}
