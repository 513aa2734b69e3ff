using Microsoft.CodeAnalysis.Text;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Writes the other part of a [FusedOptimizer] type: the optimizer, its state, its loop.</summary>
internal sealed class FusedOptimizerEmitter
{
    private readonly FusedOptimizerModel _model;
    private readonly SourceWriter _writer = new();
    private readonly string _name;

    private FusedOptimizerEmitter(FusedOptimizerModel model)
    {
        _model = model;
        _name = model.Type.Name.TrimStart('@');
    }

    private string Program => EmittedMembers.Free("Optimizer", IsFree);

    private bool IsFree(string name) => !_model.OwnMembers.Has(name) && _model.Settings.All(setting => setting.Name != name);

    public static SourceText Emit(FusedOptimizerModel model)
    {
        if (model is { IsRecord: true, IsReadable: false })
        {
            return BrokenProgramWriter.Write("FusedOptimizer", model.Type, model.Settings, model.OwnMembers);
        }
        var emitter = new FusedOptimizerEmitter(model);
        GeneratedFile.WriteHeader(
            emitter._writer,
            $"[FusedOptimizer] {model.Type.FullName.Replace("global::", string.Empty)}.Define"
        );
        emitter.WritePipeline();
        if (model.IsRecord)
        {
            emitter.WriteRecord();
        }
        else
        {
            emitter.WriteStaticClass();
        }
        return RuleText.Of(
            emitter._writer,
            model.Type,
            model.TakenNames,
            model
                .Rules.SelectMany(rule => rule.EmittedNames)
                .Concat(model.Settings.Select(setting => setting.Name))
                .Append(emitter._name + "State")
        );
    }

    /// <summary>The rules in order, as a comment on top: what the loop below is made of.</summary>
    private void WritePipeline()
    {
        if (!_model.IsReadable)
        {
            return;
        }
        _writer.Line($"// {_name}, one pass over memory:");
        for (int i = 0; i < _model.Rules.Count; i++)
        {
            RuleSignature rule = _model.Rules[i];
            string state = rule.StateTensors.Count == 0 ? string.Empty : $", keeps {string.Join(", ", rule.StateTensors)}";
            string mask = rule.IsMasked ? ", where its mask selects" : string.Empty;
            string pass = rule.NeedsMeasuring ? ", after a pass that measures what comes in" : string.Empty;
            _writer.Line($"//   {Literals.Int32(i + 1)}. {rule.Name}{mask}{state}{pass}");
        }
        _writer.Line();
    }

    private void WriteRecord()
    {
        string[] attributes = [GeneratedFile.CodeAttribute, $"[{RuleNames.Kernels}RuleSequence({TypeList()})]"];
        bool isNested = _model.Type.Headers.Count > 1;
        string stateType = _name + "State";
        using (_model.Type.Open(_writer, $" : {RuleNames.Kernels}IRuleProgram", attributes))
        {
            ProgramWriter.WriteContract(_writer, _name, stateType, "MaxDegreeOfParallelism");
            WriteRules("Define()");
            SettingsWriter.Write(_writer, _model.Type, _model.Settings, _model.OwnMembers);
            RuleLoopWriter.Write(_writer, [.. _model.Rules], IsFree);
            if (isNested)
            {
                _writer.Line();
                ProgramWriter.WriteState(_writer, "public", stateType, _name, [.. _model.Rules]);
            }
        }
        if (!isNested)
        {
            _writer.Line();
            ProgramWriter.WriteState(_writer, _model.Type.Accessibility, stateType, _name, [.. _model.Rules]);
        }
    }

    private void WriteStaticClass()
    {
        using (_model.Type.Open(_writer, attributes: [GeneratedFile.CodeAttribute]))
        {
            WriteCreate();
            if (!_model.IsReadable)
            {
                return;
            }
            WriteProgram();
            _writer.Line();
            ProgramWriter.WriteState(_writer, "public", "State", _name, [.. _model.Rules]);
        }
    }

    private void WriteCreate()
    {
        string parameters = string.Join(
            ", ",
            _model.Parameters.Select(p =>
                $"{p.Type} {Literals.Identifier(p.Name)}{(p.Default.Length > 0 ? " = " + p.Default : string.Empty)}"
            )
        );
        string arguments = string.Join(", ", _model.Parameters.Select(p => Literals.Identifier(p.Name)));
        _writer.Line("/// <summary>The optimizer that <c>Define</c> describes, as one loop over memory.</summary>");
        foreach (DefineParameter parameter in _model.Parameters)
        {
            _writer.Line($"/// <param name=\"{parameter.Name}\">As in <c>Define</c>.</param>");
        }
        _writer
            .Line("/// <returns>The optimizer; its steps are equal, bit for bit, to those of the chain.</returns>")
            .Line(
                $"{_model.CreateAccessibility} static {RuleNames.Optimizers}IGradientTransformation Create({parameters}) => {CreatedBy(arguments)};"
            )
            .Line();
    }

    /// <summary>Where the chain could not be read the analyzer has said why; the member exists, so that one mistake is one error.</summary>
    private string CreatedBy(string arguments) =>
        _model.IsReadable
            ? $"new {Program}({Define}({arguments}))"
            : $"throw new global::System.NotSupportedException({Literals.String($"The chain of {_name} could not be fused, as the build reports.")})";

    /// <summary>A parameter may have the method's name.</summary>
    private string Define =>
        _model.Parameters.Any(parameter => parameter.Name == RuleNames.Define)
            ? $"{_model.Type.FullName}.{RuleNames.Define}"
            : RuleNames.Define;

    private void WriteProgram()
    {
        _writer.Line(
            $"private sealed class {Program}({RuleNames.Optimizers}IGradientTransformation definition) : {RuleNames.Kernels}IRuleProgram, global::System.IEquatable<{Program}>"
        );
        using (_writer.Block())
        {
            _writer.Line($"private readonly {RuleNames.Optimizers}IGradientTransformation _definition = definition;");
            _writer.Line($"private readonly {RuleNames.Kernels}RuleSequence _rules = {SequenceOf("definition")};");
            _writer
                .Line()
                .Line($"public bool Equals({Program}? other) => other is not null && _definition.Equals(other._definition);")
                .Line()
                .Line($"public override bool Equals(object? obj) => Equals(obj as {Program});")
                .Line()
                .Line("public override int GetHashCode() => _definition.GetHashCode();")
                .Line()
                .Line($"public override string ToString() => $\"{_name}({{_definition}})\";")
                .Line();
            ProgramWriter.WriteContract(
                _writer,
                _name,
                "State",
                $"(_definition as {RuleNames.Optimizers}Chain)?.MaxDegreeOfParallelism ?? 0"
            );
            _writer.Line($"{RuleNames.Kernels}RuleSequence {RuleNames.Kernels}IRuleProgram.GetRules() => _rules;").Line();
            RuleLoopWriter.Write(_writer, [.. _model.Rules], _ => true);
        }
    }

    private void WriteRules(string definition) =>
        _writer
            .Line($"{RuleNames.Kernels}RuleSequence {RuleNames.Kernels}IRuleProgram.GetRules() =>")
            .Line($"    {SequenceOf(definition)};")
            .Line();

    private string SequenceOf(string definition)
    {
        string types = string.Concat(_model.Rules.Select(rule => $", typeof({rule.FullName})"));
        return $"{RuleNames.Kernels}RuleSequence.FromDefinition({definition}, {Literals.String(_name)}{types})";
    }

    private string TypeList() => string.Join(", ", _model.Rules.Select(rule => $"typeof({rule.FullName})"));
}
