using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Writes the members that every program of update rules has, rule or fused optimizer: contract, state, settings, text.</summary>
internal static class ProgramWriter
{
    /// <summary>Writes <c>Init</c>, <c>Update</c> and the members of <c>IRuleProgram</c> but the rules and the loop.</summary>
    public static void WriteContract(SourceWriter writer, string name, string stateType, string degree)
    {
        writer
            .Line("/// <inheritdoc/>")
            .Line($"public {RuleNames.Optimizers}OptimizerState<T> Init<T>({RuleNames.TensorSet} parameters)");
        using (writer.Indent())
        {
            writer.Line($"{RuleNames.ElementConstraint} => {RuleNames.Kernels}RuleEngine.Init(this, parameters);");
        }
        writer.Line().Line("/// <inheritdoc/>").Line($"public {RuleNames.Optimizers}TransformationResult<T> Update<T>(");
        using (writer.Indent())
        {
            writer
                .Line($"{RuleNames.TensorSet} gradients,")
                .Line($"{RuleNames.Optimizers}OptimizerState<T> state,")
                .Line($"{RuleNames.TensorSet} parameters,")
                .Line($"{RuleNames.Optimizers}StepInputs<T>? inputs = null)")
                .Line(
                    $"{RuleNames.ElementConstraint} => {RuleNames.Kernels}RuleEngine.Update(this, gradients, state, parameters, inputs);"
                );
        }
        writer.Line().Line($"{RuleNames.Optimizers}StepResult<T> {RuleNames.Optimizers}ISteppingTransformation.StepOnce<T>(");
        using (writer.Indent())
        {
            writer
                .Line($"{RuleNames.TensorSet} parameters,")
                .Line($"{RuleNames.TensorSet} gradients,")
                .Line($"{RuleNames.Optimizers}OptimizerState<T> state,")
                .Line($"{RuleNames.Optimizers}StepInputs<T>? inputs,")
                .Line($"bool donate) => {RuleNames.Kernels}RuleEngine.Step(this, parameters, gradients, state, inputs, donate);");
        }
        writer
            .Line()
            .Line($"string {RuleNames.Kernels}IRuleProgram.Name => {Literals.String(name)};")
            .Line()
            .Line($"int {RuleNames.Kernels}IRuleProgram.MaxDegreeOfParallelism => {degree};")
            .Line()
            .Line($"global::System.Type {RuleNames.Kernels}IRuleProgram.GetStateType<T>() => typeof({stateType}<T>);")
            .Line()
            .Line(
                $"{RuleNames.Kernels}RuleState<T> {RuleNames.Kernels}IRuleProgram.CreateState<T>({RuleNames.Kernels}RuleStateParts<T> parts) => new {stateType}<T>(parts);"
            )
            .Line();
    }

    /// <summary>Writes the state type, with a member for each tensor and number.</summary>
    public static void WriteState(
        SourceWriter writer,
        string accessibility,
        string stateType,
        string owner,
        IReadOnlyList<RuleSignature> rules
    )
    {
        writer
            .Line($"/// <summary>The state of <c>{owner}</c>.</summary>")
            .Line("/// <typeparam name=\"T\">The element type, float or double.</typeparam>")
            .Line(GeneratedFile.CodeAttribute)
            .Line($"{accessibility} sealed class {stateType}<T> : {RuleNames.Kernels}RuleState<T>");
        using (writer.Indent())
        {
            writer.Line(RuleNames.ElementConstraint);
        }
        using (writer.Block())
        {
            writer.Line($"internal {stateType}({RuleNames.Kernels}RuleStateParts<T> parts)");
            using (writer.Indent())
            {
                writer.Line(": base(parts) { }");
            }
            // Rules do not know of each other, so where two keep something of the same name the property is made unique, and nobody is to blame.
            var taken = new HashSet<string>(StateMembers.OfEveryState, StringComparer.Ordinal) { stateType, "T" };
            WriteMembers(
                writer,
                rules,
                taken,
                rule => rule.StateTensors,
                RuleNames.TensorSet,
                "GetSlot",
                "The tensors of the slot"
            );
            WriteMembers(writer, rules, taken, rule => rule.Scalars, "double", "GetNumber", "The number");
        }
    }

    private static void WriteMembers(
        SourceWriter writer,
        IReadOnlyList<RuleSignature> rules,
        HashSet<string> taken,
        Func<RuleSignature, EquatableArray<string>> select,
        string type,
        string get,
        string summary
    )
    {
        List<(string Rule, string Name)> all = [.. rules.SelectMany(rule => select(rule).Select(name => (rule.Name, name)))];
        for (int i = 0; i < all.Count; i++)
        {
            // Where two rules keep something of the same name, the rule's name goes in front, and a number where even that is shared.
            bool isShared = all.Count(other => other.Name == all[i].Name) > 1;
            string plain = RuleNames.Pascal(all[i].Name);
            string wish = isShared || taken.Contains(plain) ? all[i].Rule + plain : plain;
            string name = wish;
            for (int n = 2; !taken.Add(name); n++)
            {
                name = wish + Literals.Int32(n);
            }
            writer
                .Line()
                .Line($"/// <summary>{summary} <c>{all[i].Name}</c> of <c>{all[i].Rule}</c>.</summary>")
                .Line($"public {type} {Literals.Identifier(name)} => {get}({Literals.Int32(i)});");
        }
    }
}
