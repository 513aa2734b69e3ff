using Microsoft.CodeAnalysis.Text;
using Pullback.Generators.Infrastructure;
using Pullback.Generators.Rules;

namespace Pullback.Generators.Transformations;

/// <summary>Writes the other part of a [TensorRule] or [ComposedOptimizer] record, and the state type of the former.</summary>
internal sealed class TransformationEmitter
{
    private const string Contract = RuleNames.Optimizers + "IGradientTransformation";
    private const string ReusesMemory = RuleNames.Optimizers + "IReusesMemory";
    private const string StepMemory = RuleNames.Optimizers + "StepMemory";

    private readonly TransformationModel _model;
    private readonly SourceWriter _writer = new();
    private readonly string _name;

    private TransformationEmitter(TransformationModel model)
    {
        _model = model;
        _name = model.Type.Name.TrimStart('@');
    }

    public static SourceText Emit(TransformationModel model)
    {
        var emitter = new TransformationEmitter(model);
        emitter.WriteFile();
        return RuleText.Of(emitter._writer, model.Type, model.TakenNames, model.Kept);
    }

    private void WriteFile()
    {
        GeneratedFile.WriteHeader(_writer, $"[{_model.Attribute}] {_model.Type.FullName.Replace("global::", string.Empty)}");
        string contract = _model.IsComposed
            ? $" : {RuleNames.Optimizers}ISteppingTransformation, {ReusesMemory}"
            : $" : {RuleNames.Kernels}ITensorRule";
        using (_model.Type.Open(_writer, contract, [GeneratedFile.CodeAttribute]))
        {
            if (_model.IsComposed)
            {
                WriteComposition();
            }
            else
            {
                WriteTensorRule();
            }
            SettingsWriter.Write(_writer, _model.Type, _model.Settings, _model.OwnMembers);
        }
        if (!_model.IsComposed)
        {
            _writer.Line();
            WriteState();
        }
    }

    /// <summary>
    /// The composition is made once for each record, because its states know by reference to whom they belong. It can't be a field: a copy made by <c>with</c>
    /// would have that of the original.
    /// </summary>
    private void WriteComposition()
    {
        string table = $"global::System.Runtime.CompilerServices.ConditionalWeakTable<{_name}, {Contract}>";
        _writer
            .Line($"private static readonly {table} _compositions = new();")
            .Line()
            .Line($"private {Contract} Composition => _compositions.GetValue(this, static record => record.Define());")
            .Line();
        WriteContract(
            "Composition.Init(parameters)",
            "Composition.Update(gradients, state, parameters, inputs)",
            $"{RuleNames.Optimizers}OptimizerExtensions.Step(Composition, parameters, gradients, state, inputs, donate)"
        );
        WriteReuse();
    }

    private void WriteReuse()
    {
        _writer
            .Line($"bool {ReusesMemory}.KeepsNothing => {StepMemory}.KeepsNothing(Composition);")
            .Line()
            .Line($"{RuleNames.Optimizers}TransformationResult<T> {ReusesMemory}.Update<T>(");
        using (_writer.Indent())
        {
            _writer
                .Line($"{RuleNames.TensorSet} gradients,")
                .Line($"{RuleNames.Optimizers}OptimizerState<T> state,")
                .Line($"{RuleNames.TensorSet} parameters,")
                .Line($"{RuleNames.Optimizers}StepInputs<T>? inputs,")
                .Line(
                    $"{StepMemory}<T> memory) => {StepMemory}.Update(Composition, gradients, state, parameters, inputs, memory);"
                );
        }
        _writer.Line();
    }

    private void WriteTensorRule()
    {
        string engine = $"{RuleNames.Kernels}TensorEngine";
        string tensorRule = $"{RuleNames.Kernels}ITensorRule";
        WriteContract(
            $"{engine}.Init(this, parameters)",
            $"{engine}.Update(this, gradients, state, parameters)",
            $"{engine}.Step(this, parameters, gradients, state, donate)"
        );
        string names = string.Join(", ", _model.Kept.Select(kept => Literals.String(RuleNames.Camel(kept))));
        _writer
            .Line($"private static readonly string[] _kept = [{names}];")
            .Line()
            .Line($"string {tensorRule}.Name => {Literals.String(_name)};")
            .Line()
            .Line($"string[] {tensorRule}.Kept => _kept;")
            .Line()
            .Line($"global::System.Type {tensorRule}.GetStateType<T>() => typeof({_name}State<T>);")
            .Line()
            .Line(
                $"{RuleNames.Kernels}TensorState<T> {tensorRule}.CreateState<T>({RuleNames.Kernels}TensorStateParts<T> parts) => new {_name}State<T>(parts);"
            )
            .Line();
    }

    /// <summary>Writes <c>Init</c>, <c>Update</c> and the step.</summary>
    private void WriteContract(string init, string update, string step)
    {
        string optimizers = RuleNames.Optimizers;
        _writer.Line("/// <inheritdoc/>").Line($"public {optimizers}OptimizerState<T> Init<T>({RuleNames.TensorSet} parameters)");
        using (_writer.Indent())
        {
            _writer.Line($"{RuleNames.ElementConstraint} => {init};");
        }
        _writer.Line().Line("/// <inheritdoc/>").Line($"public {optimizers}TransformationResult<T> Update<T>(");
        using (_writer.Indent())
        {
            _writer
                .Line($"{RuleNames.TensorSet} gradients,")
                .Line($"{optimizers}OptimizerState<T> state,")
                .Line($"{RuleNames.TensorSet} parameters,")
                .Line($"{optimizers}StepInputs<T>? inputs = null)")
                .Line($"{RuleNames.ElementConstraint} => {update};");
        }
        _writer.Line().Line($"{optimizers}StepResult<T> {optimizers}ISteppingTransformation.StepOnce<T>(");
        using (_writer.Indent())
        {
            _writer
                .Line($"{RuleNames.TensorSet} parameters,")
                .Line($"{RuleNames.TensorSet} gradients,")
                .Line($"{optimizers}OptimizerState<T> state,")
                .Line($"{optimizers}StepInputs<T>? inputs,")
                .Line($"bool donate) => {step};");
        }
        _writer.Line();
    }

    private void WriteState()
    {
        string parts = $"{RuleNames.Kernels}TensorStateParts<T>";
        _writer
            .Line($"/// <summary>The state of <c>{_name}</c>.</summary>")
            .Line("/// <typeparam name=\"T\">The element type, float or double.</typeparam>")
            .Line(GeneratedFile.CodeAttribute)
            .Line($"{_model.Type.Accessibility} sealed class {_name}State<T> : {RuleNames.Kernels}TensorState<T>");
        using (_writer.Indent())
        {
            _writer.Line(RuleNames.ElementConstraint);
        }
        using (_writer.Block())
        {
            _writer.Line($"internal {_name}State({parts} parts)").Line("    : base(parts) { }");
            for (int i = 0; i < _model.Kept.Count; i++)
            {
                _writer
                    .Line()
                    .Line($"/// <summary>The tensors <c>{_model.Kept[i]}</c>, which <c>{_name}</c> describes.</summary>")
                    .Line($"public {RuleNames.TensorSet} {_model.Kept[i]} => GetSet({Literals.Int32(i)});");
            }
        }
    }
}
