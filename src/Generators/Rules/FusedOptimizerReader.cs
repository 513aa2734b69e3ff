using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Reads a [FusedOptimizer] type into its model: the stage that generator and analyzer share.</summary>
internal static class FusedOptimizerReader
{
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );

    /// <summary>Reads the type.</summary>
    /// <returns>The model; <see langword="null"/> when there is nothing that members could be added to or made from.</returns>
    public static FusedOptimizerModel? Read(
        INamedTypeSymbol type,
        Compilation compilation,
        DiagnosticBag bag,
        CancellationToken cancellation
    )
    {
        bool canBeExtended = type.IsRecord
            ? RuleTypes.CheckRecord(type, "FusedOptimizer", RuleDiagnostics.NotAFusedType, bag, cancellation)
            : CheckStaticClass(type, bag, cancellation);
        if (!canBeExtended && RuleTypes.CanStandIn(type, "FusedOptimizer", cancellation))
        {
            return Broken(type, compilation);
        }
        if (canBeExtended && !LanguageCheck.Check(type, bag))
        {
            if (!type.IsRecord)
            {
                return null;
            }
            FusedOptimizerModel broken = Broken(type, compilation);
            return broken with { Settings = SettingModel.WithoutParts(broken.Settings) };
        }
        if (FindDefine(type, bag) is not { } define)
        {
            return canBeExtended && type.IsRecord ? Broken(type, compilation) : null;
        }
        EquatableArray<RuleSignature>? rules = ChainReader.Read(define, compilation, bag, cancellation);
        bool isFree = type.IsRecord
            ? EmittedMembers.CheckOptimizer(type, bag)
            : EmittedMembers.CheckStaticClass(type, define.Parameters.Length, bag);
        if (!canBeExtended || define.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error))
        {
            return null;
        }
        if (!isFree)
        {
            return type.IsRecord ? Broken(type, compilation) : null;
        }
        return new FusedOptimizerModel(
            DeclaredType.Read(type),
            type.IsRecord,
            define.Parameters.Any(parameter => Visibility.Of(parameter.Type) < Visibility.Public)
            && Visibility.Of(type) == Visibility.Public
                ? "internal"
                : "public",
            define.Parameters.Select(ReadParameter).ToEquatableArray(),
            rules ?? EquatableArray<RuleSignature>.Empty,
            rules is not null,
            type.IsRecord ? SettingModel.Read(type) : EquatableArray<SettingModel>.Empty,
            EmittedMembers.Own(type, compilation),
            ShortNames.TakenIn(type, compilation)
        );
    }

    /// <summary>A record that keeps its promise to be a transformation, so that what is wrong with Define is the only error of the build.</summary>
    private static FusedOptimizerModel Broken(INamedTypeSymbol type, Compilation compilation) =>
        new(
            DeclaredType.Read(type),
            true,
            "public",
            EquatableArray<DefineParameter>.Empty,
            EquatableArray<RuleSignature>.Empty,
            false,
            SettingModel.Read(type),
            EmittedMembers.Own(type, compilation),
            ShortNames.TakenIn(type, compilation)
        );

    /// <summary>The one method <c>Define</c> that returns a transformation; <see langword="null"/>, with the reason, when there is none.</summary>
    public static IMethodSymbol? FindDefine(INamedTypeSymbol type, DiagnosticBag bag)
    {
        List<IMethodSymbol> methods =
        [
            .. type.GetMembers(RuleNames.Define)
                .OfType<IMethodSymbol>()
                .Where(method => method.MethodKind == MethodKind.Ordinary),
        ];
        string? problem =
            methods.Count == 0 ? "has no method Define"
            : methods.Count > 1 ? "has more than one method Define"
            : Problem(type, methods[0]);
        if (problem is null)
        {
            return methods[0];
        }
        Location? place =
            methods.Count == 1
                ? methods[0].Locations.FirstOrDefault()
                : type.Locations.FirstOrDefault(location => location.IsInSource);
        bag.Report(RuleDiagnostics.MissingDefine, place, type.Name, problem);
        return null;
    }

    private static string? Problem(INamedTypeSymbol type, IMethodSymbol define)
    {
        if (define.IsStatic == type.IsRecord)
        {
            return type.IsRecord
                ? "is a record, whose Define must not be static"
                : "is a static class, whose Define must be static";
        }
        if (define.TypeParameters.Length > 0)
        {
            return "has a generic Define";
        }
        if (type.IsRecord && define.Parameters.Length > 0)
        {
            return "is a record, whose Define takes its settings from properties and must not have parameters";
        }
        if (define.Parameters.FirstOrDefault(parameter => HoldsPointer(parameter.Type)) is { } pointer)
        {
            return $"has a Define with the parameter '{pointer.Name}', which holds a pointer";
        }
        if (
            define.Parameters.FirstOrDefault(parameter =>
                Visibility.Of(parameter.Type) == Visibility.Private && !IsSeenWith(parameter.Type, type)
            ) is
            { } hidden
        )
        {
            return $"has a Define with the parameter '{hidden.Name}', whose type callers of Create can't see";
        }
        if (define.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType))
        {
            return "has a Define with a parameter that is passed by reference or lives on the stack";
        }
        bool returnsTransformation =
            define.ReturnType.ToDisplayString() == RuleNames.Transformation
            || define.ReturnType.AllInterfaces.Any(implemented => implemented.ToDisplayString() == RuleNames.Transformation);
        return returnsTransformation ? null : "has a Define that does not return an IGradientTransformation";
    }

    private static bool HoldsPointer(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => HoldsPointer(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.Any(HoldsPointer),
            _ => type is IPointerTypeSymbol or IFunctionPointerTypeSymbol,
        };

    /// <summary>Whether a private type stands beside a private optimizer, so that who sees the one sees the other.</summary>
    private static bool IsSeenWith(ITypeSymbol type, INamedTypeSymbol optimizer) =>
        type switch
        {
            IArrayTypeSymbol array => IsSeenWith(array.ElementType, optimizer),
            INamedTypeSymbol { IsFileLocal: true } => false,
            INamedTypeSymbol named => named.TypeArguments.All(argument => IsSeenWith(argument, optimizer))
                && (
                    Visibility.Of(named) > Visibility.Private
                    || (
                        optimizer.DeclaredAccessibility == Accessibility.Private
                        && SymbolEqualityComparer.Default.Equals(named.ContainingType, optimizer.ContainingType)
                    )
                ),
            _ => true,
        };

    private static bool CheckStaticClass(INamedTypeSymbol type, DiagnosticBag bag, CancellationToken cancellation)
    {
        string? problem =
            !type.IsStatic ? "is neither a static class nor a sealed record"
            : !DeclaredType.IsPartial(type, cancellation) ? "is not partial"
            : !DeclaredType.IsPartialThroughout(type, cancellation) ? "stands in a type that is not partial"
            : DeclaredType.IsGenericAnywhere(type) ? "has type parameters, its own or those of an enclosing type"
            : DeclaredType.IsFileLocalAnywhere(type) ? "is local to its file"
            : null;
        if (problem is null)
        {
            return true;
        }
        bag.Report(
            RuleDiagnostics.NotAFusedType,
            type.Locations.FirstOrDefault(location => location.IsInSource),
            type.Name,
            "FusedOptimizer",
            problem
        );
        return false;
    }

    private static DefineParameter ReadParameter(IParameterSymbol parameter)
    {
        string type = (parameter.IsParams ? "params " : string.Empty) + parameter.Type.ToDisplayString(TypeFormat);
        if (parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: DateTime time })
        {
            // There is no literal for it, and no other way to say it than the compiler's.
            string constant = $"global::System.Runtime.CompilerServices.DateTimeConstant({Literals.Int64(time.Ticks)})";
            return new DefineParameter(
                parameter.Name,
                $"[global::System.Runtime.InteropServices.Optional, {constant}] {type}",
                string.Empty
            );
        }
        return new DefineParameter(parameter.Name, type, parameter.HasExplicitDefaultValue ? DefaultOf(parameter) : string.Empty);
    }

    private static string DefaultOf(IParameterSymbol parameter)
    {
        ITypeSymbol type = parameter.Type
            is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return parameter.ExplicitDefaultValue switch
        {
            null when parameter.Type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.Annotated } =>
                "default!",
            null => "default",
            double value => Literals.Double(value),
            { } value when type.TypeKind == TypeKind.Enum =>
                $"({type.ToDisplayString(TypeFormat)})({SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)})",
            float value => $"(float){Literals.Double(value)}",
            decimal value => value.ToString(CultureInfo.InvariantCulture) + "m",
            { } value => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };
    }
}
