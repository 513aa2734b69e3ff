using System.Numerics;
using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>One way to run a graph, whatever its code: by emitted kernels or by the interpreter.</summary>
internal abstract class GraphRunner<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public abstract Evaluation<T> Evaluate(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key);

    /// <summary>The prediction as in training.</summary>
    public abstract T[] Forward(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key);

    /// <summary>The gradients of ⟨upstream, prediction⟩: those of the parameters, and by name those of the inputs that asked for one.</summary>
    public abstract (TensorSet<T> Parameters, Dictionary<string, T[]> Inputs) Backward(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        T[] upstream
    );
}

/// <summary>Runs the emitted kernels: the span-level forward and backward, and the fused evaluation.</summary>
internal sealed class EmittedGraph<T>(Graph graph, GraphKernels<T> kernels) : GraphRunner<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public GraphKernels<T> Kernels => kernels;

    public override Evaluation<T> Evaluate(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key) =>
        kernels.Evaluate(parameters, inputs, key);

    public override T[] Forward(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key) =>
        Run(parameters, inputs, key).Output;

    public override (TensorSet<T> Parameters, Dictionary<string, T[]> Inputs) Backward(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        T[] upstream
    )
    {
        T[] saved = Run(parameters, inputs, key).Saved;
        GraphInput[] wanted = [.. graph.Inputs.Where(input => input.WantsGradient)];
        T[] inputGradients = new T[wanted.Sum(input => input.Features) * inputs.BatchSize];
        TensorBuffer<T> parameterGradients = TensorBuffer<T>.Allocate(kernels.Layout);
        kernels.Backward(parameters, inputs, key, saved, upstream, parameterGradients.Span, inputGradients);

        Dictionary<string, T[]> byName = new(StringComparer.Ordinal);
        int start = 0;
        foreach (GraphInput input in wanted)
        {
            int length = input.Features * inputs.BatchSize;
            byName[input.Name] = inputGradients[start..(start + length)];
            start += length;
        }
        return (parameterGradients.Freeze(), byName);
    }

    private (T[] Saved, T[] Output) Run(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key)
    {
        // What a kernel forgets to write shows as NaN.
        T[] saved = new T[kernels.SavedLength(inputs.BatchSize)];
        saved.AsSpan().Fill(T.NaN);
        T[] output = new T[inputs.BatchSize * graph.PredictionFeatures];
        output.AsSpan().Fill(T.NaN);
        kernels.Forward(parameters, inputs, key, saved, output);
        return (saved, output);
    }
}

/// <summary>Runs the interpreter.</summary>
internal sealed class InterpretedGraph<T>(GraphInterpreter interpreter, string prediction) : GraphRunner<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override Evaluation<T> Evaluate(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key) =>
        interpreter.Evaluate(parameters, inputs, key);

    public override T[] Forward(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key) =>
        Doubles.To<T>(interpreter.Forward(parameters, inputs, key)[prediction]);

    public override (TensorSet<T> Parameters, Dictionary<string, T[]> Inputs) Backward(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        T[] upstream
    )
    {
        (TensorSet<T> gradients, TensorSet<T> inputGradients) = interpreter.Backward(parameters, inputs, upstream, key);
        return (
            gradients,
            inputGradients.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.ToArray(), StringComparer.Ordinal)
        );
    }
}
