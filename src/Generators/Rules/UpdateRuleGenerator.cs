using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Makes a transformation of every [UpdateRule] record.</summary>
/// <remarks>
/// Pipeline only. Reading gives an equatable model; emission runs again when the model has changed. Nothing is reported here: <see cref="RuleAnalyzer"/>
/// reads the same way and reports with real locations.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class UpdateRuleGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterDeclarations(
            KnownNames.UpdateRuleAttribute,
            StepNames.ReadUpdateRule,
            static (match, cancellation) =>
                UpdateRuleReader.Read(
                    (INamedTypeSymbol)match.TargetSymbol,
                    match.SemanticModel.Compilation,
                    new DiagnosticBag(),
                    cancellation
                ),
            static model => model.Type,
            static model => ("UpdateRule", UpdateRuleEmitter.Emit(model))
        );
}
