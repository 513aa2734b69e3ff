using Microsoft.CodeAnalysis.Text;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>Writes the other part of an [ElementwiseOp] struct.</summary>
internal sealed class ElementwiseOpEmitter
{
    private readonly ElementwiseOpModel _model;
    private readonly SourceWriter _writer = new();
    private readonly LaneNames _names;
    private readonly string _value;
    private readonly string _derivative;

    private ElementwiseOpEmitter(ElementwiseOpModel model)
    {
        _model = model;
        _names = new LaneNames(model.Constants.Prepend(model.Input));
        _value = _names.Claim("value");
        _derivative = _names.Claim("derivative");
    }

    public static SourceText Emit(ElementwiseOpModel model)
    {
        var emitter = new ElementwiseOpEmitter(model);
        emitter.WriteFile();
        return emitter._writer.ToSourceText();
    }

    private string ConstantParameters =>
        string.Concat(_model.Constants.Select(constant => $", TLane {Literals.Identifier(constant)}"));

    private string SpanArguments => string.Concat(_model.Constants.Select((_, i) => $", constants[{Literals.Int32(i)}]"));

    private EmittedNames Names => _model.Names;

    private string ConstantsType(string element) => $"{Names.In("System", "ReadOnlySpan")}<{element}>";

    private string LaneConstraint => $"where TLane : struct, {Names.Lane}";

    private IEnumerable<string> Parameters => _model.Constants.Prepend(_model.Input);

    private void WriteFile()
    {
        GeneratedFile.WriteHeader(_writer, $"[ElementwiseOp] {_model.Type.FullName.Replace("global::", string.Empty)}.Formula");
        Names.WriteUsings(_writer);
        using (_model.Type.Open(_writer, attributes: [GeneratedFile.CodeAttributeAs(Names)]))
        {
            WriteDescription();
            WriteEvaluate();
            WriteForward();
            WriteDerivative();
            WriteForwardAndDerivative();
            if (_model.HasOutputDerivative)
            {
                WriteOutputDerivative();
            }
        }
    }

    private void WriteDescription()
    {
        _writer
            .Line("/// <inheritdoc/>")
            .Line($"public static string Name => {Literals.String(_model.Type.Name.TrimStart('@'))};")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"public static int ConstantCount => {Literals.Int32(_model.Constants.Count)};")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line(
                $"public static {Names.In("Pullback.Ops", "Initialization")} Initialization => {Names.In("Pullback.Ops", "Initialization")}.{_model.Initialization};"
            )
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"public static bool HasOutputDerivative => {Literals.Boolean(_model.HasOutputDerivative)};")
            .Line();
    }

    private void WriteEvaluate()
    {
        _writer.Line("/// <inheritdoc/>").Line($"public static T Evaluate<T>(T x, {ConstantsType("T")} constants)");
        using (_writer.Indent())
        {
            _writer.Line($"where T : unmanaged, {Names.Number} => Formula(x{SpanArguments});");
        }
        _writer.Line();
    }

    private void WriteForward()
    {
        WriteSpanOverload("TLane", "Forward", "x", string.Empty, string.Empty);
        WriteSummary("f" + Signature, _model.Source.Length > 0 ? " = " + _model.Source : ", the formula", _model.Input);
        using (OpenLane("TLane", "Forward", _model.Input, string.Empty))
        {
            WriteBody(_model.Formula, graph => [new LaneResult(ValueOf(_model.Formula!), "return")], Parameters);
        }
        _writer.Line();
    }

    private void WriteDerivative()
    {
        WriteSpanOverload("TLane", "Derivative", "x", string.Empty, string.Empty);
        WriteSummary("f′" + Signature, $", the derivative towards {_model.Input}", _model.Input);
        using (OpenLane("TLane", "Derivative", _model.Input, string.Empty))
        {
            WriteBody(_model.Formula, graph => [new LaneResult(DerivativeOf(graph), "return")], Parameters);
        }
        _writer.Line();
    }

    private void WriteForwardAndDerivative()
    {
        WriteSpanOverload(
            "void",
            "ForwardAndDerivative",
            "x",
            ", out TLane value, out TLane derivative",
            ", out value, out derivative"
        );
        WriteSummary("f" + Signature, " and its derivative, with their common subexpressions computed once", _model.Input);
        _writer
            .Line($"/// <param name=\"{_value}\">f{Signature}.</param>")
            .Line($"/// <param name=\"{_derivative}\">f′{Signature}.</param>");
        using (OpenLane("void", "ForwardAndDerivative", _model.Input, $", out TLane {_value}, out TLane {_derivative}"))
        {
            WriteBody(
                _model.Formula,
                graph =>
                    [
                        new LaneResult(ValueOf(_model.Formula!), $"{_value} ="),
                        new LaneResult(DerivativeOf(graph), $"{_derivative} ="),
                    ],
                Parameters.Concat([_value, _derivative])
            );
        }
    }

    private void WriteOutputDerivative()
    {
        string output = _model.OutputDerivative?.Parameters[0] ?? "y";
        _writer.Line();
        WriteSpanOverload("TLane", "OutputDerivative", "y", string.Empty, string.Empty);
        WriteSummary("f′", $", the derivative towards {_model.Input}, from the output alone", output);
        using (OpenLane("TLane", "OutputDerivative", output, string.Empty))
        {
            WriteBody(
                _model.OutputDerivative,
                graph =>
                {
                    // The output is NaN where the input is, and so must be the derivative.
                    int y = graph.Parameter(0, output);
                    return [new LaneResult(NanPropagation.Complete(graph, y, ValueOf(_model.OutputDerivative!), 0), "return")];
                },
                _model.Constants.Prepend(output)
            );
        }
    }

    private string Signature => $"({string.Join(", ", Parameters)})";

    private static int ValueOf(FormulaModel formula) => formula.Results[0];

    private int DerivativeOf(ExpressionGraph graph)
    {
        int value = ValueOf(_model.Formula!);
        return NanPropagation.Complete(
            graph,
            value,
            Differentiator.Differentiate(graph, value, parameterOrdinal: 0),
            parameterOrdinal: 0
        );
    }

    private void WriteBody(
        FormulaModel? formula,
        Func<ExpressionGraph, IReadOnlyList<LaneResult>> results,
        IEnumerable<string> takenNames
    )
    {
        if (formula is null)
        {
            // The analyzer has said why; the member exists, so that one mistake is one error.
            _writer.Line(
                $"throw new {Names.In("System", "NotSupportedException")}(\"The formula could not be compiled to lanes.\");"
            );
            return;
        }
        var graph = ExpressionGraph.From(formula);
        LaneWriter.Write(_writer, graph, results(graph), takenNames, Names.VectorMath);
    }

    /// <summary>The interface's member: it hands the constants over by position.</summary>
    private void WriteSpanOverload(string result, string name, string input, string outParameters, string outArguments)
    {
        _writer
            .Line("/// <inheritdoc/>")
            .Line(Names.Inlining)
            .Line($"public static {result} {name}<TLane>(TLane {input}, {ConstantsType("TLane")} constants{outParameters})");
        using (_writer.Indent())
        {
            _writer.Line($"{LaneConstraint} => {name}({input}{SpanArguments}{outArguments});");
        }
        _writer.Line();
    }

    private void WriteSummary(string what, string explanation, string input)
    {
        _writer
            .Line($"/// <summary>{Escape(what + explanation)}.</summary>")
            .Line("/// <typeparam name=\"TLane\">The vector type.</typeparam>")
            .Line($"/// <param name=\"{input}\">The {(input == _model.Input ? "argument" : "output")}.</param>");
        foreach (string constant in _model.Constants)
        {
            _writer.Line($"/// <param name=\"{constant}\">The constant of that name, in every element.</param>");
        }
    }

    private SourceWriter.Scope OpenLane(string result, string name, string input, string outParameters)
    {
        _writer
            .Line(Names.Inlining)
            .Line($"public static {result} {name}<TLane>(TLane {Literals.Identifier(input)}{ConstantParameters}{outParameters})");
        using (_writer.Indent())
        {
            _writer.Line(LaneConstraint);
        }
        return _writer.Block();
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
