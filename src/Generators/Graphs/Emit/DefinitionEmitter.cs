using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes <c>Definition</c>: the interpretable graph with handles on the emitted kernels, for checks and other code that works with any graph.</summary>
internal sealed class DefinitionEmitter
{
    private const string Inputs = "global::Pullback.Ops.GraphInputs<T> inputs";
    private readonly SourceWriter _writer;
    private readonly Signatures _signatures;
    private readonly CompiledGraph _compiled;

    private readonly DeclaredType _type;

    private DefinitionEmitter(SourceWriter writer, DeclaredType type, Signatures signatures, CompiledGraph compiled)
    {
        _writer = writer;
        _type = type;
        _signatures = signatures;
        _compiled = compiled;
    }

    public static void Write(SourceWriter writer, DeclaredType type, Signatures signatures, CompiledGraph compiled) =>
        new DefinitionEmitter(writer, type, signatures, compiled).Write();

    /// <summary>The property, and the class that makes its value when it is first asked for.</summary>
    public static void WriteProperty(SourceWriter writer, string body) =>
        writer
            .Line()
            .Line(
                "/// <summary>The graph as it runs op by op, which prints as a table, together with handles on the kernels below.</summary>"
            )
            .Line(GeneratedFile.CodeAttribute)
            .Line($"public static {Types.Ops}.GraphDefinition Definition => {body};");

    private void Write()
    {
        WriteProperty(_writer, "EmittedDefinition.Value");
        _writer.Line();
        using (_writer.Block("private static class EmittedDefinition"))
        {
            _writer.Line(
                $"public static readonly {Types.Ops}.GraphDefinition Value = new({Types.Ops}.Graph.Define(Define), new EmittedKernels<float>(), new EmittedKernels<double>());"
            );
        }
        _writer.Line().Line("/// <summary>The members above, with inputs by name.</summary>");
        _writer.Line($"private sealed class EmittedKernels<T> : {Types.Ops}.GraphKernels<T>").Line("    " + Types.Constraint);
        using (_writer.Block())
        {
            WriteKernels();
        }
    }

    private void WriteKernels()
    {
        string key = $"{Types.RandomKey} key";
        string parameters = $"{Types.TensorSet} parameters, {Inputs}";
        Member($"{Types.TensorLayout} Layout", "EmittedLayout.Value");
        Member($"{Types.TensorSet} Initialize({key})", "Initialize<T>(key)", "Initialize");
        Member(
            $"{Types.Evaluation} Evaluate({parameters}, {key}, {Types.Workspace}? workspace = null)",
            _compiled.Graph.Loss is null
                ? "throw new global::System.NotSupportedException(\"The graph has no loss: use Forward and Backward.\")"
                : $"Evaluate<T>({Signatures.Join("parameters", Arguments(_signatures.Givens), _signatures.KeyArgument, "workspace")})",
            "Evaluate"
        );
        Member(
            $"T[] Predict({parameters})",
            $"Predict<T>({Signatures.Join("parameters", Arguments(_signatures.Inputs))})",
            "Predict"
        );
        Member("int SavedLength(int batchSize)", "SavedLength(batchSize)", "SavedLength");
        Member(
            $"void Forward({parameters}, {key}, {Types.Span} saved, {Types.Span} output)",
            $"Forward<T>({Signatures.Join("parameters", Arguments(_signatures.Inputs), _signatures.KeyArgument, "saved", "output")})",
            "Forward"
        );
        Member(
            $"void Backward({parameters}, {key}, {Types.Span} saved, {Types.ReadOnlySpan} outputGradient, {Types.Span} parameterGradients, {Types.Span} inputGradients)",
            $"Backward<T>({Signatures.Join("parameters", Arguments(_signatures.Inputs), "saved", "outputGradient", "parameterGradients", _signatures.GradientInputs.Count > 0 ? "inputGradients" : "")})",
            "Backward"
        );
        Member($"{Types.Workspace} CreateWorkspace(int batchSize)", "CreateWorkspace<T>(batchSize)", "CreateWorkspace");
    }

    /// <summary>One override; calls of the outer class's member of the same name are written with its type's name in front.</summary>
    private void Member(string header, string body, string? outer = null)
    {
        string call = outer is not null && body.StartsWith(outer, StringComparison.Ordinal) ? $"{_type.FullName}.{body}" : body;
        _writer.Line().Line($"public override {header} => {call};");
    }

    private static string Arguments(IEnumerable<Given> givens) =>
        string.Join(
            ", ",
            givens.Select(given =>
                given.Node.Op is LabelsOp
                    ? $"inputs.Labels({Literals.String(given.Node.Name)})"
                    : $"inputs.Values({Literals.String(given.Node.Name)}, {given.Features})"
            )
        );
}
