using Pullback.Ops;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>Runs a whole reference graph on the interpreter: the value of every node, the loss, and every gradient.</summary>
internal static class GraphCheck
{
    private const double Tolerance = 1e-11;

    public static void Run(ReferenceGraph reference)
    {
        RequireAllOps(reference);
        GraphAssembly assembly = new(reference);
        GraphInterpreter interpreter = new(assembly.Graph);
        TensorSet<double> parameters = assembly.ParameterSet();

        IReadOnlyDictionary<string, double[]> values = interpreter.Forward(parameters, assembly.Inputs);
        foreach ((string node, string name) in assembly.NodeNames)
        {
            // Nodes that nothing reads are not computed.
            if (values.TryGetValue(name, out double[]? value))
            {
                Deviation.Within(Tolerance, $"value of {node}", reference.Values[node].Data, value);
            }
        }

        Evaluation<double> evaluation = interpreter.Evaluate(parameters, assembly.Inputs);
        Deviation.Within(Tolerance, "loss", reference.Loss, evaluation.Loss * assembly.LossFactor);
        foreach ((string tensor, ReferenceTensor expected) in reference.Gradients)
        {
            Deviation.Within(Tolerance, $"gradient of {tensor}", expected.Data, Gradient(assembly, evaluation, tensor));
        }
    }

    /// <summary>All that is lacking in one message, not only the first.</summary>
    private static void RequireAllOps(ReferenceGraph reference)
    {
        string[] lacking =
        [
            .. reference
                .Ops.Select(op => op.Op)
                .Distinct()
                .Except(
                    ["input", "dense", "activation", "layer_norm", "add", "mul", "softmax_xent", "mse"],
                    StringComparer.Ordinal
                ),
        ];
        if (lacking.Length > 0)
        {
            throw new NoCounterpartException($"the library's graphs have no {string.Join(", no ", lacking)}");
        }
    }

    private static double[] Gradient(GraphAssembly assembly, Evaluation<double> evaluation, string tensor)
    {
        if (!assembly.Parameters.TryGetValue(tensor, out (string Parameter, bool Transposed) parameter))
        {
            return (assembly.LossFactor * evaluation.InputGradients).Select(ParameterFilter.Named(tensor)).Flatten();
        }
        TensorView<double> gradient = evaluation.Gradients[parameter.Parameter];
        double[] scaled = [.. gradient.ToArray().Select(value => value * assembly.LossFactor)];
        return parameter.Transposed ? new ReferenceTensor(gradient.Shape.ToArray(), scaled).Transposed().Data : scaled;
    }
}
