using Microsoft.CodeAnalysis.Text;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>
/// Writes the contract of a record whose rule or chain could not be read. The analyzer says why; with the members there, that is the only error, at its own place.
/// (The compiler does not even ask analyzers as long as an interface is not implemented.)
/// </summary>
internal static class BrokenProgramWriter
{
    public static SourceText Write(
        string attribute,
        DeclaredType type,
        EquatableArray<SettingModel> settings,
        EquatableArray<string> ownMembers
    )
    {
        var writer = new SourceWriter();
        GeneratedFile.WriteHeader(writer, $"[{attribute}] {type.FullName.Replace("global::", string.Empty)}, which has mistakes");
        string thrown =
            $"throw new global::System.NotSupportedException({Literals.String($"{type.Name} has mistakes, which the build reports.")});";
        using (type.Open(writer, attributes: [GeneratedFile.CodeAttribute]))
        {
            WriteMember("Init", $"{RuleNames.Optimizers}OptimizerState<T>", $"{RuleNames.TensorSet} parameters", string.Empty);
            writer.Line();
            WriteMember(
                "Update",
                $"{RuleNames.Optimizers}TransformationResult<T>",
                $"{RuleNames.TensorSet} gradients, {RuleNames.Optimizers}OptimizerState<T> state, {RuleNames.TensorSet} parameters, {RuleNames.Optimizers}StepInputs<T>? inputs",
                " = null"
            );
            if (type.IsRecord)
            {
                writer.Line();
                SettingsWriter.Write(writer, type, settings, ownMembers);
            }
        }
        return writer.ToSourceText();

        // What its author calls Init is left alone: the interface has its member all the same.
        void WriteMember(string name, string returned, string parameters, string defaultValue)
        {
            if (ownMembers.Has(name))
            {
                writer.Line($"{returned} {RuleNames.Optimizers}IGradientTransformation.{name}<T>({parameters}) => {thrown}");
                return;
            }
            writer.Line("/// <inheritdoc/>").Line($"public {returned} {name}<T>({parameters}{defaultValue})");
            using (writer.Indent())
            {
                writer.Line($"{RuleNames.ElementConstraint} => {thrown}");
            }
        }
    }
}
