using Microsoft.CodeAnalysis.Text;
using Pullback.Generators.Formulas;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Writes the other part of an [UpdateRule] record, and its state type.</summary>
internal sealed class UpdateRuleEmitter
{
    private const string Inlining =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    private readonly UpdateRuleModel _model;
    private readonly RuleSignature _signature;
    private readonly SourceWriter _writer = new();

    private UpdateRuleEmitter(UpdateRuleModel model, RuleSignature signature)
    {
        _model = model;
        _signature = signature;
    }

    private string StateType => _signature.Name + "State";

    public static SourceText Emit(UpdateRuleModel model)
    {
        if (model.Signature is null)
        {
            return BrokenProgramWriter.Write("UpdateRule", model.Type, model.Settings, model.OwnMembers);
        }
        var emitter = new UpdateRuleEmitter(model, model.Signature);
        emitter.WriteFile();
        return RuleText.Of(emitter._writer, model.Type, model.TakenNames, model.Signature.Slots.Select(RuleNames.Pascal));
    }

    private void WriteFile()
    {
        GeneratedFile.WriteHeader(_writer, $"[UpdateRule] {_signature.FullName.Replace("global::", string.Empty)}");
        string[] attributes = [GeneratedFile.CodeAttribute, SignatureAttribute()];
        using (_model.Type.Open(_writer, $" : {RuleNames.Kernels}IUpdateRule", attributes))
        {
            WriteLane();
            WriteDescription();
            ProgramWriter.WriteContract(_writer, _signature.Name, StatePath, "MaxDegreeOfParallelism");
            WriteRuleMembers();
            SettingsWriter.Write(_writer, _model.Type, _model.Settings, _model.OwnMembers);
            RuleLoopWriter.Write(_writer, [_signature]);
            if (_model.Type.Headers.Count > 1)
            {
                _writer.Line();
                WriteState();
            }
        }
        if (_model.Type.Headers.Count == 1)
        {
            _writer.Line();
            WriteState();
        }
    }

    /// <summary>A rule within another type has its state within itself, where no other one can have taken its name.</summary>
    private string StatePath => StateType;

    private void WriteState()
    {
        string accessibility = _model.Type.Headers.Count > 1 ? "public" : _model.Type.Accessibility;
        ProgramWriter.WriteState(_writer, accessibility, StateType, _signature.Name, [_signature]);
    }

    private string SignatureAttribute() =>
        $"[{RuleNames.Kernels}RuleSignature({Strings(_signature.Arguments)}, {Strings(_signature.Slots)}, {Strings(_signature.Scalars)}, {Strings(_signature.Coefficients)}, {Literals.Boolean(_signature.NormInCoefficients)})]";

    private static string Strings(EquatableArray<string> values) =>
        values.Count == 0 ? "new string[0]" : $"new[] {{ {string.Join(", ", values.Select(Literals.String))} }}";

    private void WriteLane()
    {
        _writer
            .Line("/// <summary>The rule for one vector of elements: the update, and the next value of each slot.</summary>")
            .Line("/// <typeparam name=\"TLane\">The vector type.</typeparam>");
        foreach (string argument in _signature.Arguments)
        {
            _writer.Line($"/// <param name=\"{argument}\">The argument of that name.</param>");
        }
        foreach (string slot in _signature.Slots)
        {
            _writer.Line($"/// <param name=\"{Next(slot)}\">The next value of <paramref name=\"{slot}\"/>.</param>");
        }
        IEnumerable<string> parameters = _signature
            .Arguments.Select(argument => $"TLane {Literals.Identifier(argument)}")
            .Concat(_signature.Slots.Select(slot => $"out TLane {Next(slot)}"));
        _writer.Line("/// <returns>The update.</returns>").Line(Inlining);
        ArgumentList.Write(_writer, "public static TLane Lane<TLane>", parameters, string.Empty);
        using (_writer.Indent())
        {
            _writer.Line("where TLane : struct, global::Pullback.Ops.Kernels.ILane<TLane>");
        }
        using (_writer.Block())
        {
            WriteLaneBody();
        }
        _writer.Line();
    }

    private void WriteLaneBody()
    {
        if (_model.Formula is not { } formula)
        {
            // The analyzer has said why; the member exists, so that one mistake is one error.
            _writer.Line("throw new global::System.NotSupportedException(\"The rule could not be compiled to lanes.\");");
            return;
        }
        List<LaneResult> results =
        [
            .. _signature.Slots.Select((slot, i) => new LaneResult(formula.Results[i + 1], $"{Next(slot)} =")),
        ];
        results.Add(new LaneResult(formula.Results[0], "return"));
        LaneWriter.Write(
            _writer,
            ExpressionGraph.From(formula),
            results,
            _signature.Arguments.Concat(_signature.Slots.Select(Next))
        );
    }

    private void WriteDescription()
    {
        string slots = string.Join(
            ", ",
            _signature.Slots.Select(
                (slot, i) =>
                    $"new {RuleNames.Kernels}RuleSlot({Literals.String(slot)}{(_model.Starts[i].IsParameter ? ", StartsAtParameter: true" : string.Empty)})"
            )
        );
        string scalars = string.Join(
            ", ",
            _signature.Scalars.Select(
                (scalar, i) =>
                    $"new {RuleNames.Kernels}RuleScalar({Literals.String(scalar)}, {Literals.Double(_model.ScalarStarts[i])})"
            )
        );
        _writer
            .Line("/// <summary>The rule's slots, coefficients and passes.</summary>")
            .Line($"public static {RuleNames.Kernels}RuleDescription Description {{ get; }} = new(");
        using (_writer.Indent())
        {
            _writer
                .Line($"{Literals.String(_signature.Name)},")
                .Line($"[{slots}],")
                .Line($"[{scalars}],")
                .Line($"[{string.Join(", ", _signature.Coefficients.Select(Literals.String))}],")
                .Line($"needsGlobalNorm: {Literals.Boolean(_signature.NeedsGlobalNorm)},")
                .Line($"needsSlotNorm: {Literals.Boolean(_signature.NeedsSlotNorm)},")
                .Line($"takesGlobalNorm: {Literals.Boolean(_signature.TakesGlobalNorm)}")
                .Line(");");
        }
        _writer.Line();
    }

    private void WriteRuleMembers()
    {
        const string Rule = RuleNames.Kernels + "IUpdateRule.";
        _writer
            .Line($"{RuleNames.Kernels}RuleSequence {RuleNames.Kernels}IRuleProgram.GetRules() => new([this]);")
            .Line()
            .Line($"{RuleNames.Kernels}RuleDescription {Rule}Description => Description;")
            .Line()
            .Line(
                $"global::Pullback.Ops.ParameterFilter {Rule}Where => {(_signature.IsMasked ? "Where" : "global::Pullback.Ops.ParameterFilter.All")};"
            )
            .Line();
        WriteStartValues(Rule);
        WriteCoefficients(Rule);
    }

    private void WriteStartValues(string rule)
    {
        List<string> cases = [];
        for (int i = 0; i < _model.Starts.Count; i++)
        {
            SlotStart start = _model.Starts[i];
            string? value =
                start.Property is { } property ? Literals.Identifier(property)
                : start.Value is { } number && number != 0 ? Literals.Double(number)
                : null;
            if (value is not null)
            {
                cases.Add($"{Literals.Int32(i)} => {value},");
            }
        }
        if (cases.Count == 0)
        {
            _writer.Line($"double {rule}GetStartValue(int slot) => 0.0;").Line();
            return;
        }
        _writer.Line($"double {rule}GetStartValue(int slot) =>");
        using (_writer.Indent())
        {
            _writer.Line("slot switch");
            using (_writer.Block(end: ";"))
            {
                _writer.Lines(cases).Line("_ => 0.0,");
            }
        }
        _writer.Line();
    }

    private void WriteCoefficients(string rule)
    {
        _writer.Line($"void {rule}WriteCoefficients(");
        using (_writer.Indent())
        {
            _writer
                .Line("long step,")
                .Line("double globalNorm,")
                .Line("global::System.ReadOnlySpan<double> scalars,")
                .Line("global::System.Span<double> coefficients,")
                .Line("global::System.Span<double> nextScalars)");
        }
        using (_writer.Block())
        {
            if (!_model.CoefficientMembers.Exists)
            {
                return;
            }
            string arguments = string.Join(", ", _model.CoefficientMembers.Parameters.Select(CoefficientArgument));
            if (!_model.CoefficientMembers.IsTuple)
            {
                _writer.Line($"coefficients[0] = Coefficients({arguments});");
                return;
            }
            _writer.Line($"var values = Coefficients({arguments});");
            for (int i = 0; i < _signature.Coefficients.Count; i++)
            {
                _writer.Line($"coefficients[{Literals.Int32(i)}] = values.{Member(_signature.Coefficients[i])};");
            }
            for (int i = 0; i < _signature.Scalars.Count; i++)
            {
                _writer.Line($"nextScalars[{Literals.Int32(i)}] = values.{Member(_signature.Scalars[i])};");
            }
        }
        _writer.Line();
    }

    private string CoefficientArgument(string parameter, int position) =>
        position == 0 ? "step"
        : parameter == RuleNames.GlobalNorm ? RuleNames.GlobalNorm
        : $"scalars[{Literals.Int32(_signature.Scalars.IndexOf(parameter))}]";

    /// <summary>The member of the tuple that has this name in camel case, as the user wrote it.</summary>
    private string Member(string name) =>
        Literals.Identifier(_model.CoefficientMembers.Names.First(member => RuleNames.Camel(member) == name));

    private static string Next(string slot) => "next" + RuleNames.Pascal(slot);
}
