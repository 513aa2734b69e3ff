using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>The parameter lists of emitted methods. They depend on nothing but what the caller hands in, so that a broken graph has them too.</summary>
internal sealed class Signatures
{
    private readonly bool _isRandom;

    public Signatures(GraphSignature signature)
    {
        _isRandom = signature.IsRandom;
        HasLoss = signature.HasLoss;
        Givens = [.. signature.Given.Select(node => new Given(node))];
        Inputs = [.. Givens.Where(given => given.IsInput)];
        GradientInputs = [.. Givens.Where(given => given.WantsGradient)];
    }

    public bool HasLoss { get; }

    public bool IsRandom => _isRandom;

    /// <summary>Everything that the caller hands in.</summary>
    public IReadOnlyList<Given> Givens { get; }

    /// <summary>What prediction reads.</summary>
    public IReadOnlyList<Given> Inputs { get; }

    /// <summary>The inputs that asked for a gradient.</summary>
    public IReadOnlyList<Given> GradientInputs { get; }

    public string Evaluate(bool arrays) =>
        Method(
            $"public static {Types.Evaluation} Evaluate<T>",
            Parameters,
            Declare(Givens, arrays),
            Key,
            $"{Types.Workspace}? workspace = null"
        );

    public string Predict(bool arrays) => Method($"public static T[] Predict<T>", Parameters, Declare(Inputs, arrays));

    public string PredictInto(bool arrays) =>
        Method($"public static void Predict<T>", Parameters, Declare(Inputs, arrays), Buffer("destination", arrays));

    public string Forward(bool arrays) =>
        Method(
            $"public static void Forward<T>",
            Parameters,
            Declare(Inputs, arrays),
            Key,
            Buffer("saved", arrays),
            Buffer("output", arrays)
        );

    public string Backward(bool arrays) =>
        Method(
            $"public static void Backward<T>",
            Parameters,
            Declare(Inputs, arrays),
            Buffer("saved", arrays),
            arrays ? "T[] outputGradient" : $"{Types.ReadOnlySpan} outputGradient",
            Buffer("parameterGradients", arrays),
            GradientInputs.Count == 0 ? "" : Buffer("inputGradients", arrays)
        );

    public string ForwardPass =>
        Method(
            $"private static void ForwardPass<T>",
            $"{Types.ReadOnlySpan} parameters",
            Declare(Inputs, false),
            Key,
            $"{Types.Span} memory",
            $"{Types.Span} output",
            "int rows",
            "int degree"
        );

    public string BackwardPass =>
        Method(
            $"private static void BackwardPass<T>",
            $"{Types.ReadOnlySpan} parameters",
            Declare(Inputs, false),
            $"{Types.Span} memory",
            $"{Types.ReadOnlySpan} outputGradient",
            $"{Types.Span} gradients",
            GradientDeclarations,
            "int rows",
            "int degree"
        );

    public string PredictPass =>
        Method(
            $"private static void PredictPass<T>",
            $"{Types.ReadOnlySpan} parameters",
            Declare(Inputs, false),
            $"{Types.Span} memory",
            $"{Types.Span} output",
            "int rows",
            "int degree"
        );

    public string EvaluatePass =>
        Method(
            $"private static T EvaluatePass<T>",
            $"{Types.ReadOnlySpan} parameters",
            Declare(Givens, false),
            Key,
            $"{Types.Span} memory",
            $"{Types.Span} output",
            $"{Types.Span} gradients",
            GradientDeclarations,
            "int rows",
            "int degree"
        );

    /// <summary>The arguments that hand inputs on.</summary>
    public static string Names(IEnumerable<Given> givens) => string.Join(", ", givens.Select(given => given.Name));

    /// <summary>The key as an argument, or nothing.</summary>
    public string KeyArgument => _isRandom ? "key" : "";

    /// <summary>Joins what is not empty.</summary>
    public static string Join(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    /// <summary>A declaration; more than three parameters take a line each.</summary>
    private static string Method(string name, params string[] parts)
    {
        string[] parameters =
        [
            .. parts.Where(part => part.Length > 0).SelectMany(part => part.Split([", "], StringSplitOptions.None)),
        ];
        return parameters.Length <= 3
            ? $"{name}({string.Join(", ", parameters)})"
            : $"{name}(\n    {string.Join(",\n    ", parameters)}\n)";
    }

    private static string Parameters => $"{Types.TensorSet} parameters";

    private string Key => _isRandom ? $"{Types.RandomKey} key" : "";

    private string GradientDeclarations =>
        string.Join(", ", GradientInputs.Select(input => $"{Types.Span} {Literals.Identifier(input.GradientName)}"));

    private static string Declare(IEnumerable<Given> givens, bool arrays) =>
        string.Join(", ", givens.Select(given => given.Declaration(arrays)));

    private static string Buffer(string name, bool arrays) => arrays ? "T[] " + name : $"{Types.Span} {name}";
}
