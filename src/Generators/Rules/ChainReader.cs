using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Reads types and order of the rules of a chain from the expression that <c>Define</c> returns.</summary>
/// <remarks>
/// Only types matter: rules are sealed, so the static type of an argument says which lane will run, however its value came about. The values come from
/// running <c>Define</c>. A named optimizer in the chain stands for the rules that it is made of.
/// </remarks>
internal sealed class ChainReader
{
    private const int MostRules = 64;

    private readonly INamedTypeSymbol _optimizer;
    private readonly Compilation _compilation;
    private readonly DiagnosticBag _bag;
    private readonly CancellationToken _cancellation;
    private readonly List<RuleSignature> _rules = [];

    /// <summary>The named optimizers, and the methods and members, whose values are being read: one that contains itself is refused.</summary>
    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    private bool _failed;

    private ChainReader(INamedTypeSymbol optimizer, Compilation compilation, DiagnosticBag bag, CancellationToken cancellation)
    {
        _optimizer = optimizer;
        _compilation = compilation;
        _bag = bag;
        _cancellation = cancellation;
    }

    /// <summary>The rules in order; <see langword="null"/>, with the reason, when the chain cannot be fused.</summary>
    public static EquatableArray<RuleSignature>? Read(
        IMethodSymbol define,
        Compilation compilation,
        DiagnosticBag bag,
        CancellationToken cancellation
    )
    {
        var reader = new ChainReader(define.ContainingType, compilation, bag, cancellation);
        reader._open.Add(define.ContainingType);
        reader.ReadMethod(define);
        reader.CheckLength(define);
        return reader._failed ? null : reader._rules.ToEquatableArray();
    }

    private void ReadMethod(IMethodSymbol define)
    {
        if (ReturnedValue(define) is { } returned)
        {
            ReadItem(returned, define.ContainingType.Name);
            return;
        }
        Refuse(
            RuleDiagnostics.UnreadableChain,
            define.Locations.FirstOrDefault(),
            define.ContainingType.Name,
            "its Define does not return exactly one expression"
        );
    }

    /// <summary>The expression that the method returns, when it returns at one place only.</summary>
    private IOperation? ReturnedValue(IMethodSymbol define)
    {
        foreach (SyntaxReference reference in define.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(_cancellation);
            IOperation? body = Operation(syntax) switch
            {
                IMethodBodyOperation method => (IOperation?)method.BlockBody ?? method.ExpressionBody,
                ILocalFunctionOperation local => local.Body,
                _ => null,
            };
            if (body is not null)
            {
                List<IReturnOperation> returns = [.. ReturnsIn(body)];
                return returns.Count == 1 ? returns[0].ReturnedValue : null;
            }
        }
        return null;
    }

    /// <summary>The places where a method returns; where the functions within it return is their own affair.</summary>
    private static IEnumerable<IReturnOperation> ReturnsIn(IOperation? operation) =>
        operation switch
        {
            null or IAnonymousFunctionOperation or ILocalFunctionOperation => [],
            IReturnOperation found => [found],
            _ => operation.ChildOperations.SelectMany(ReturnsIn),
        };

    private void ReadItem(IOperation item, string owner)
    {
        _cancellation.ThrowIfCancellationRequested();
        item = WithoutConversions(item);
        // An argument may name a setting that is exposed, which does not exist before this has been read: the type is known all the same.
        if (item is IInvalidOperation && item.Type is null or IErrorTypeSymbol)
        {
            // The compiler says what is wrong.
            _failed = true;
        }
        else if (item is IInvocationOperation call && IsChainMethod(call, "Of"))
        {
            ReadArguments(call, owner);
        }
        else if (
            item is IInvocationOperation { Instance: { } instance } change
            && IsChainMethod(change, "WithMaxDegreeOfParallelism")
        )
        {
            ReadItem(instance, owner);
        }
        else if (IsVague(item.Type) && ReadOrigin(item, owner))
        {
            return;
        }
        else if (item.Type is INamedTypeSymbol type)
        {
            ReadType(type, item, owner);
        }
        else
        {
            Refuse(
                RuleDiagnostics.UnreadableChain,
                item.Syntax.GetLocation(),
                owner,
                "an element of its chain has no type that is known at build time"
            );
        }
    }

    /// <summary>Whether the type says only that it is some transformation, so that it matters where the value comes from.</summary>
    private static bool IsVague(ITypeSymbol? type) => type?.ToDisplayString() is RuleNames.Transformation or RuleNames.Chain;

    /// <summary>Reads the rules of a value from where it comes from: a branch, a local, a method or a member with one value. Nothing is done where that is not known.</summary>
    private bool ReadOrigin(IOperation item, string owner)
    {
        if (item is IConditionalOperation { WhenFalse: { } whenFalse } choice)
        {
            return ReadChoice(choice, whenFalse, owner);
        }
        (ISymbol? source, IOperation? value) = item switch
        {
            ILocalReferenceOperation { Local: var local } => (local, ValueOf(local)),
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } => (field, ValueOf(field)),
            IPropertyReferenceOperation { Property: { SetMethod: null, IsVirtual: false } property } => (
                property,
                ValueOf(property)
            ),
            IInvocationOperation { TargetMethod: { IsVirtual: false, IsAbstract: false, IsOverride: false } method } => (
                method,
                ReturnedValue(method.OriginalDefinition)
            ),
            _ => ((ISymbol?)null, (IOperation?)null),
        };
        if (source is null || value is null || !_open.Add(source))
        {
            return false;
        }
        ReadItem(value, owner);
        _open.Remove(source);
        return true;
    }

    /// <summary>A choice between settings is none between rules. What is chosen at build time, or throws, does not count.</summary>
    private bool ReadChoice(IConditionalOperation choice, IOperation whenFalse, string owner)
    {
        if (choice.Condition.ConstantValue is { HasValue: true, Value: bool chosen })
        {
            ReadItem(chosen ? choice.WhenTrue : whenFalse, owner);
            return true;
        }
        List<IOperation> values =
        [
            .. new[] { choice.WhenTrue, whenFalse }.Where(branch => WithoutConversions(branch) is not IThrowOperation),
        ];
        if (values.Count == 0)
        {
            return false;
        }
        int start = _rules.Count;
        ReadItem(values[0], owner);
        int end = _rules.Count;
        if (values.Count == 1 || _failed)
        {
            return true;
        }
        ReadItem(values[1], owner);
        bool isSame = _rules.Skip(start).Take(end - start).SequenceEqual(_rules.Skip(end));
        _rules.RemoveRange(end, _rules.Count - end);
        if (isSame || _failed)
        {
            return true;
        }
        _rules.RemoveRange(start, end - start);
        return false;
    }

    /// <summary>What a local was declared with, when nothing else is ever assigned to it.</summary>
    private IOperation? ValueOf(ILocalSymbol local)
    {
        if (
            local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation)
            is not VariableDeclaratorSyntax { Initializer.Value: { } start }
        )
        {
            return null;
        }
        IOperation? value = Operation(start);
        IOperation? root = value;
        while (root?.Parent is { } parent)
        {
            root = parent;
        }
        bool isChanged =
            root?.Descendants()
                .Any(operation =>
                    operation switch
                    {
                        IAssignmentOperation assignment => Names(assignment.Target),
                        IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => Names(argument.Value),
                        _ => false,
                    }
                ) == true;
        return isChanged ? null : value;

        bool Names(IOperation target) =>
            target
                .DescendantsAndSelf()
                .OfType<ILocalReferenceOperation>()
                .Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local));
    }

    private IOperation? ValueOf(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation)
            is VariableDeclaratorSyntax { Initializer.Value: { } start }
            ? Operation(start)
            : null;

    private IOperation? ValueOf(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) switch
        {
            PropertyDeclarationSyntax { ExpressionBody.Expression: { } expression } => Operation(expression),
            PropertyDeclarationSyntax { Initializer.Value: { } start } => Operation(start),
            _ => null,
        };

    private IOperation? Operation(SyntaxNode syntax) =>
        _compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            ? _compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, _cancellation)
            : null;

    private void ReadArguments(IInvocationOperation call, string owner)
    {
        IOperation? argument = call.Arguments.Length == 1 ? WithoutConversions(call.Arguments[0].Value) : null;
        IEnumerable<IOperation>? items = argument switch
        {
            IArrayCreationOperation array => array.Initializer?.ElementValues ?? [],
            ICollectionExpressionOperation collection when collection.Elements.All(element => element is not ISpreadOperation) =>
                collection.Elements,
            _ => null,
        };
        if (items is null)
        {
            Refuse(
                RuleDiagnostics.UnreadableChain,
                call.Syntax.GetLocation(),
                owner,
                "the elements of its chain are a collection that exists at run time only"
            );
            return;
        }
        foreach (IOperation item in items)
        {
            ReadItem(item, owner);
        }
    }

    private void ReadType(INamedTypeSymbol type, IOperation item, string owner)
    {
        if (UpdateRuleReader.ReadSignature(type) is { } rule)
        {
            if (WhyNotNamed(type) is { } reason)
            {
                Refuse(
                    RuleDiagnostics.NotFusable,
                    item.Syntax.GetLocation(),
                    type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                    owner,
                    reason
                );
                return;
            }
            if (!UpdateRuleReader.IsEmitted(type, rule, _cancellation))
            {
                // What is wrong with it is reported at its own place.
                _failed = true;
                return;
            }
            _rules.Add(rule);
        }
        else if (FusedSequence.FromMetadata(type) is { } sequence)
        {
            foreach (INamedTypeSymbol part in sequence)
            {
                ReadType(part, item, owner);
            }
        }
        else if (RuleTypes.HasAttribute(type, KnownNames.FusedOptimizerAttribute) && type.IsRecord)
        {
            ReadFused(type, item, owner);
        }
        else if (RuleTypes.HasAttribute(type, KnownNames.UpdateRuleAttribute))
        {
            // It could not be read, as is reported at its own place.
            _failed = true;
        }
        else if (type.ToDisplayString() != RuleNames.Freeze)
        {
            Refuse(
                RuleDiagnostics.NotFusable,
                item.Syntax.GetLocation(),
                type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                owner,
                Why(type)
            );
        }
    }

    /// <summary>Reads a named optimizer that is declared in source. Its own mistakes are reported at its own place.</summary>
    private void ReadFused(INamedTypeSymbol type, IOperation item, string owner)
    {
        if (!_open.Add(type))
        {
            Refuse(RuleDiagnostics.NotFusable, item.Syntax.GetLocation(), type.Name, owner, "its chain contains itself");
            return;
        }
        if (FusedOptimizerReader.FindDefine(type, new DiagnosticBag()) is { } define && ReturnedValue(define) is { } returned)
        {
            ReadItem(returned, owner);
        }
        else
        {
            _failed = true;
        }
        _open.Remove(type);
    }

    private void CheckLength(IMethodSymbol define)
    {
        if (_rules.Count > MostRules)
        {
            Refuse(
                RuleDiagnostics.UnreadableChain,
                define.Locations.FirstOrDefault(),
                define.ContainingType.Name,
                $"its chain has {Literals.Int32(_rules.Count)} rules, and at most {Literals.Int32(MostRules)} are possible"
            );
        }
    }

    /// <summary>Why the emitted loop, which stands in the optimizer, can't call the lane of a rule.</summary>
    private string? WhyNotNamed(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            if (around.IsFileLocal)
            {
                return "it is local to its file, and the emitted loop stands in another one";
            }
        }
        return _compilation.IsSymbolAccessibleWithin(type, _optimizer)
            ? null
            : $"it can't be seen from {_optimizer.Name}, where the emitted loop stands";
    }

    private static string Why(INamedTypeSymbol type) =>
        type.ToDisplayString() == RuleNames.Transformation ? "which rule it is, is known at run time only"
        : type.ToDisplayString() == RuleNames.Chain ? "which rules it holds, is known at run time only"
        : RuleTypes.Implements(type, RuleNames.Transformation) ? "it is not an [UpdateRule], so it has no lane to call"
        : "it is not a gradient transformation";

    private static bool IsChainMethod(IInvocationOperation call, string name) =>
        call.TargetMethod.Name == name && call.TargetMethod.ContainingType?.ToDisplayString() == RuleNames.Chain;

    private static IOperation WithoutConversions(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion
                ? conversion.Operand
                : ((IParenthesizedOperation)operation).Operand;
        }
        return operation;
    }

    private void Refuse(DiagnosticDescriptor descriptor, Location? place, params object?[] arguments)
    {
        _failed = true;
        _bag.Report(descriptor, place, arguments);
    }
}
