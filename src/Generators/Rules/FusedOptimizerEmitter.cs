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
            model.Rules.SelectMany(rule => rule.Slots).Select(RuleNames.Pascal)
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
            RuleLoopWriter.Write(_writer, [.. _model.Rules]);
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
            .Line($"public static {RuleNames.Optimizers}IGradientTransformation Create({parameters}) => {CreatedBy(arguments)};")
            .Line();
    }

    /// <summary>Where the chain could not be read the analyzer has said why; the member exists, so that one mistake is one error.</summary>
    private string CreatedBy(string arguments) =>
        _model.IsReadable
            ? $"new Optimizer(Define({arguments}))"
            : $"throw new global::System.NotSupportedException({Literals.String($"The chain of {_name} could not be fused, as the build reports.")})";

    private void WriteProgram()
    {
        _writer.Line(
            $"private sealed class Optimizer({RuleNames.Optimizers}IGradientTransformation definition) : {RuleNames.Kernels}IRuleProgram, global::System.IEquatable<Optimizer>"
        );
        using (_writer.Block())
        {
            _writer.Line($"private readonly {RuleNames.Optimizers}IGradientTransformation _definition = definition;");
            _writer.Line($"private readonly {RuleNames.Kernels}RuleSequence _rules = {SequenceOf("definition")};");
            _writer
                .Line()
                .Line("public bool Equals(Optimizer? other) => other is not null && _definition.Equals(other._definition);")
                .Line()
                .Line("public override bool Equals(object? obj) => Equals(obj as Optimizer);")
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
            RuleLoopWriter.Write(_writer, [.. _model.Rules]);
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
