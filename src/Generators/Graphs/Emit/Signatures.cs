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
        $"public static {Types.Evaluation} Evaluate<T>({Join(Parameters, Declare(Givens, arrays), Key, $"{Types.Workspace}? workspace = null")})";

    public string Predict(bool arrays) => $"public static T[] Predict<T>({Join(Parameters, Declare(Inputs, arrays))})";

    public string PredictInto(bool arrays) =>
        $"public static void Predict<T>({Join(Parameters, Declare(Inputs, arrays), Buffer("destination", arrays))})";

    public string Forward(bool arrays) =>
        $"public static void Forward<T>({Join(Parameters, Declare(Inputs, arrays), Key, Buffer("saved", arrays), Buffer("output", arrays))})";

    public string Backward(bool arrays) =>
        $"public static void Backward<T>({Join(Parameters, Declare(Inputs, arrays), Buffer("saved", arrays), arrays ? "T[] outputGradient" : $"{Types.ReadOnlySpan} outputGradient", Buffer("parameterGradients", arrays), GradientInputs.Count == 0 ? "" : Buffer("inputGradients", arrays))})";

    public string ForwardPass =>
        $"private static void ForwardPass<T>({Join($"{Types.ReadOnlySpan} parameters", Declare(Inputs, false), Key, $"{Types.Span} memory", $"{Types.Span} output", "int rows", "int degree")})";

    public string BackwardPass =>
        $"private static void BackwardPass<T>({Join($"{Types.ReadOnlySpan} parameters", Declare(Inputs, false), $"{Types.Span} memory", $"{Types.ReadOnlySpan} outputGradient", $"{Types.Span} gradients", GradientDeclarations, "int rows", "int degree")})";

    public string PredictPass =>
        $"private static void PredictPass<T>({Join($"{Types.ReadOnlySpan} parameters", Declare(Inputs, false), $"{Types.Span} memory", $"{Types.Span} output", "int rows", "int degree")})";

    public string EvaluatePass =>
        $"private static T EvaluatePass<T>({Join($"{Types.ReadOnlySpan} parameters", Declare(Givens, false), Key, $"{Types.Span} memory", $"{Types.Span} output", $"{Types.Span} gradients", GradientDeclarations, "int rows", "int degree")})";

    /// <summary>The arguments that hand inputs on.</summary>
    public static string Names(IEnumerable<Given> givens) => string.Join(", ", givens.Select(given => given.Name));

    /// <summary>The key as an argument, or nothing.</summary>
    public string KeyArgument => _isRandom ? "key" : "";

    /// <summary>Joins what is not empty.</summary>
    public static string Join(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private static string Parameters => $"{Types.TensorSet} parameters";

    private string Key => _isRandom ? $"{Types.RandomKey} key" : "";

    private string GradientDeclarations =>
        string.Join(", ", GradientInputs.Select(input => $"{Types.Span} {Literals.Identifier(input.GradientName)}"));

    private static string Declare(IEnumerable<Given> givens, bool arrays) =>
        string.Join(", ", givens.Select(given => given.Declaration(arrays)));

    private static string Buffer(string name, bool arrays) => arrays ? "T[] " + name : $"{Types.Span} {name}";
}
