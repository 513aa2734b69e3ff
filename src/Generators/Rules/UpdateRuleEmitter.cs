using Microsoft.CodeAnalysis.Text;
using Pullback.Generators.Formulas;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Writes the other part of an [UpdateRule] record, and its state type.</summary>
internal sealed class UpdateRuleEmitter
{
    private const string Inlining =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    private const string Span = "global::System.Span<double>";

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
        return RuleText.Of(emitter._writer, model.Type, model.TakenNames, model.Signature.EmittedNames.Append(emitter.StateType));
    }

    private void WriteFile()
    {
        GeneratedFile.WriteHeader(_writer, $"[UpdateRule] {_signature.FullName.Replace("global::", string.Empty)}");
        IEnumerable<string> attributes = [GeneratedFile.CodeAttribute, .. SignatureAttributes()];
        using (_model.Type.Open(_writer, $" : {RuleNames.Kernels}IUpdateRule", attributes))
        {
            WriteLane();
            if (HasSums)
            {
                WriteSumLane();
            }
            WriteDescription();
            ProgramWriter.WriteContract(_writer, _signature.Name, StatePath, "MaxDegreeOfParallelism");
            WriteRuleMembers();
            SettingsWriter.Write(_writer, _model.Type, _model.Settings, _model.OwnMembers);
            RuleLoopWriter.Write(_writer, [_signature], name => !_model.OwnMembers.Has(name));
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

    private bool HasSums => _signature.Sums.Names.Count > 0;

    private IEnumerable<string> SignatureAttributes()
    {
        yield return $"[{RuleNames.Kernels}RuleSignature({Strings(_signature.Arguments)}, {Strings(_signature.Slots)}, {Strings(_signature.Scalars)}, {Strings(_signature.Coefficients)}, {Literals.Boolean(_signature.NormInCoefficients)})]";
        if (HasSums)
        {
            yield return $"[{RuleNames.Kernels}RuleSums({Strings(_signature.Sums.Arguments)}, {Strings(_signature.Sums.Names)}, {Strings(_signature.Sums.Coefficients)})]";
        }
        if (_model.TensorCoefficients.Exists)
        {
            yield return $"[{RuleNames.Kernels}RuleTensorCoefficients({Strings(_signature.Tensor.Coefficients)}, {Strings(_signature.Tensor.Scalars)}, {Literals.Boolean(_signature.Tensor.TakesNorm)})]";
        }
    }

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
        var names = new LaneNames(_signature.Arguments);
        List<LaneOutput> outputs =
        [
            .. _signature.Slots.Select((slot, i) => new LaneOutput(names.Claim("next" + RuleNames.Pascal(slot)), i + 1)),
        ];
        for (int i = 0; i < outputs.Count; i++)
        {
            _writer.Line(
                $"/// <param name=\"{outputs[i].Name}\">The next value of <paramref name=\"{_signature.Slots[i]}\"/>.</param>"
            );
        }
        _writer.Line("/// <returns>The update.</returns>");
        WriteLaneMethod("TLane Lane", _signature.Arguments, outputs, returned: 0, _model.Formula, "The rule");
    }

    private void WriteSumLane()
    {
        SumSignature sums = _signature.Sums;
        _writer
            .Line("/// <summary>The terms of the sums for one vector of elements.</summary>")
            .Line("/// <typeparam name=\"TLane\">The vector type.</typeparam>");
        foreach (string argument in sums.Arguments)
        {
            _writer.Line($"/// <param name=\"{argument}\">The argument of that name.</param>");
        }
        var names = new LaneNames(sums.Arguments);
        List<LaneOutput> outputs = [.. sums.Names.Select((sum, i) => new LaneOutput(names.Claim(RuleLoopWriter.Term(sum)), i))];
        for (int i = 0; i < outputs.Count; i++)
        {
            _writer.Line($"/// <param name=\"{outputs[i].Name}\">The terms of <c>{sums.Names[i]}</c>.</param>");
        }
        WriteLaneMethod("void SumLane", sums.Arguments, outputs, returned: null, _model.Sums, "The sums");
    }

    /// <summary>An output of a lane: the name of its parameter, and which result of the formula it is.</summary>
    private sealed record LaneOutput(string Name, int Result);

    private void WriteLaneMethod(
        string head,
        EquatableArray<string> arguments,
        List<LaneOutput> outputs,
        int? returned,
        FormulaModel? formula,
        string subject
    )
    {
        _writer.Line(Inlining);
        IEnumerable<string> parameters = arguments
            .Select(argument => $"TLane {Literals.Identifier(argument)}")
            .Concat(outputs.Select(output => $"out TLane {output.Name}"));
        ArgumentList.Write(_writer, $"public static {head}<TLane>", parameters, string.Empty);
        using (_writer.Indent())
        {
            _writer.Line("where TLane : struct, global::Pullback.Ops.Kernels.ILane<TLane>");
        }
        using (_writer.Block())
        {
            if (formula is null)
            {
                // The analyzer has said why; the member exists, so that one mistake is one error.
                _writer.Line($"throw new global::System.NotSupportedException(\"{subject} could not be compiled to lanes.\");");
            }
            else
            {
                List<LaneResult> results =
                [
                    .. outputs.Select(output => new LaneResult(formula.Results[output.Result], $"{output.Name} =")),
                ];
                if (returned is { } result)
                {
                    results.Add(new LaneResult(formula.Results[result], "return"));
                }
                LaneWriter.Write(
                    _writer,
                    ExpressionGraph.From(formula),
                    results,
                    arguments.Concat(outputs.Select(output => output.Name))
                );
            }
        }
        _writer.Line();
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
        List<string> parts = [];
        Add("Slots", slots);
        Add("Scalars", Names(_signature.Scalars));
        Add("TensorScalars", Names(_signature.Tensor.Scalars));
        Add("Coefficients", Names(_signature.Coefficients));
        Add("TensorCoefficients", Names(_signature.Tensor.Coefficients));
        Add("Sums", Names(_signature.Sums.Names));
        Add("SumCoefficients", Names(_signature.Sums.Coefficients));
        AddFlag("NeedsGlobalNorm", _signature.TakesGlobalNorm || TakenByCoefficients(RuleNames.GlobalNorm));
        AddFlag("NeedsSlotNorm", _signature.TakesSlotNorm || TakenByCoefficients(RuleNames.SlotNorm));
        AddFlag("TakesGlobalNorm", _signature.TakesGlobalNorm);
        AddFlag("TakesSlotNorm", _signature.TakesSlotNorm);
        AddFlag("NeedsLoss", _model.Coefficients.Takes(RuleNames.Loss));
        AddFlag("NeedsMetric", _model.Coefficients.Takes(RuleNames.Metric));
        AddFlag("NeedsCurvature", _signature.NeedsCurvature);
        _writer
            .Line("/// <summary>The rule's slots, coefficients and passes.</summary>")
            .Line(
                $"public static {RuleNames.Kernels}RuleDescription Description {{ get; }} = new({Literals.String(_signature.Name)}){(parts.Count == 0 ? ";" : string.Empty)}"
            );
        if (parts.Count > 0)
        {
            using (_writer.Block(end: ";"))
            {
                _writer.Lines(parts);
            }
        }
        _writer.Line();

        void Add(string property, string items)
        {
            if (items.Length > 0)
            {
                parts.Add($"{property} = [{items}],");
            }
        }

        void AddFlag(string property, bool value)
        {
            if (value)
            {
                parts.Add($"{property} = true,");
            }
        }
    }

    private bool TakenByCoefficients(string name) => _model.Coefficients.Takes(name) || _model.TensorCoefficients.Takes(name);

    private static string Names(EquatableArray<string> names) => string.Join(", ", names.Select(Literals.String));

    private void WriteRuleMembers()
    {
        const string Rule = RuleNames.Kernels + "IUpdateRule.";
        _writer
            .Line($"{RuleNames.Kernels}RuleSequence {RuleNames.Kernels}IRuleProgram.GetRules() => new([this]);")
            .Line()
            .Line($"{RuleNames.Kernels}RuleDescription {Rule}Description => Description;")
            .Line()
            .Line(
                $"global::Pullback.Ops.ParameterFilter {Rule}Where => {(_signature.IsMasked ? $"Where ?? throw new global::System.ArgumentNullException(nameof(Where), \"Where of {_signature.Name} is null: ParameterFilter.All selects all tensors, None selects none.\")" : "global::Pullback.Ops.ParameterFilter.All")};"
            )
            .Line();
        WriteStarts($"double {Rule}GetStartValue(int slot)", "slot", _model.Starts);
        WriteStarts($"double {Rule}GetStartNumber(int number)", "number", _model.ScalarStarts);
        WriteStarts($"double {Rule}GetStartTensorNumber(int number)", "number", _model.TensorScalarStarts);
        WriteCoefficients(
            $"void {Rule}WriteCoefficients",
            [$"scoped in {RuleNames.Kernels}RuleInputs inputs", $"{Span} coefficients", $"{Span} nextScalars"],
            RuleNames.Coefficients,
            _model.Coefficients,
            _signature.Coefficients,
            _signature.Scalars
        );
        if (_model.SumCoefficients.Exists)
        {
            WriteCoefficients(
                $"void {Rule}WriteSumCoefficients",
                [$"scoped in {RuleNames.Kernels}RuleInputs inputs", $"{Span} coefficients"],
                RuleNames.SumCoefficients,
                _model.SumCoefficients,
                _signature.Sums.Coefficients,
                EquatableArray<string>.Empty
            );
        }
        if (_model.TensorCoefficients.Exists)
        {
            WriteCoefficients(
                $"void {Rule}WriteTensorCoefficients",
                [$"scoped in {RuleNames.Kernels}TensorInputs inputs", $"{Span} coefficients", $"{Span} nextScalars"],
                RuleNames.TensorCoefficients,
                _model.TensorCoefficients,
                _signature.Tensor.Coefficients,
                _signature.Tensor.Scalars
            );
        }
    }

    /// <summary>A member that says where the slots or numbers with an index start; all start at zero without it.</summary>
    private void WriteStarts(string head, string index, EquatableArray<SlotStart> starts)
    {
        List<string> cases = [];
        for (int i = 0; i < starts.Count; i++)
        {
            SlotStart start = starts[i];
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
            return;
        }
        _writer.Line($"{head} =>");
        using (_writer.Indent())
        {
            _writer.Line($"{index} switch");
            using (_writer.Block(end: ";"))
            {
                _writer.Lines(cases).Line("_ => 0.0,");
            }
        }
        _writer.Line();
    }

    private void WriteCoefficients(
        string head,
        string[] parameters,
        string method,
        CoefficientMembers members,
        EquatableArray<string> coefficients,
        EquatableArray<string> kept
    )
    {
        ArgumentList.Write(_writer, head, parameters, string.Empty);
        using (_writer.Block())
        {
            if (method == RuleNames.Coefficients)
            {
                WriteScheduleChecks();
            }
            if (members.Exists)
            {
                WriteCall(method, members, coefficients, kept);
            }
        }
        _writer.Line();
    }

    /// <summary>Constants are checked at construction; what other schedules give is known step by step.</summary>
    private void WriteScheduleChecks()
    {
        foreach (
            SettingModel setting in _model.Settings.Where(setting =>
                setting is { IsSchedule: true, Bound: { Length: > 0 } and not RuleNames.NotNull }
            )
        )
        {
            string fullName = Literals.String($"{_signature.Name}.{setting.Name}");
            _writer.Line(
                $"{RuleNames.Optimizers}Require.{setting.Bound}({Literals.Identifier(setting.Name)}, inputs.Step, {fullName});"
            );
        }
    }

    private void WriteCall(
        string method,
        CoefficientMembers members,
        EquatableArray<string> coefficients,
        EquatableArray<string> kept
    )
    {
        // What Sums needs is computed from the numbers that Coefficients keeps, so those are where both find them.
        EquatableArray<string> scalars = method == RuleNames.SumCoefficients ? _signature.Scalars : kept;
        string arguments = string.Join(
            ", ",
            members.Parameters.Select((parameter, i) => i == 0 ? "inputs.Step" : Input(parameter, scalars))
        );
        if (!members.IsTuple)
        {
            _writer.Line($"coefficients[0] = {method}({arguments});");
            return;
        }
        _writer.Line($"var values = {method}({arguments});");
        for (int i = 0; i < coefficients.Count; i++)
        {
            _writer.Line($"coefficients[{Literals.Int32(i)}] = values.{Member(members, coefficients[i])};");
        }
        for (int i = 0; i < kept.Count; i++)
        {
            _writer.Line($"nextScalars[{Literals.Int32(i)}] = values.{Member(members, kept[i])};");
        }
    }

    private string Input(string parameter, EquatableArray<string> scalars)
    {
        int sum = _signature.Sums.Names.IndexOf(parameter);
        return parameter switch
        {
            RuleNames.GlobalNorm
            or RuleNames.SlotNorm
            or RuleNames.ElementCount
            or RuleNames.Tensor
            or RuleNames.Loss
            or RuleNames.Metric when !scalars.Has(parameter) => "inputs." + RuleNames.Pascal(parameter),
            _ => sum >= 0
                ? $"inputs.Sums[{Literals.Int32(sum)}]"
                : $"inputs.Scalars[{Literals.Int32(scalars.IndexOf(parameter))}]",
        };
    }

    /// <summary>The member of the tuple that has this name in camel case, as the user wrote it.</summary>
    private static string Member(CoefficientMembers members, string name) =>
        Literals.Identifier(members.Names.First(member => RuleNames.Camel(member) == name));
}
