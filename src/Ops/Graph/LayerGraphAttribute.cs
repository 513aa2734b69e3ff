namespace Pullback.Ops;

/// <summary>
/// Marks a <c>static partial class</c> whose method <c>static Model Define(Graph g)</c> declares a layer graph. The generator reads the method at build
/// time and adds fused kernels with their gradient: <c>Initialize</c>, <c>Evaluate</c>, <c>Predict</c>, <c>Forward</c>, <c>Backward</c> and what belongs to them.
/// </summary>
/// <example>
/// <code>
/// [LayerGraph]
/// public static partial class DigitsNet
/// {
///     static Model Define(Graph g)
///     {
///         Node pixels = g.Input("pixels", 64);
///         Node labels = g.Labels("labels", classes: 10);
///         Node logits = pixels.Dense(128).Relu().Dense(10);
///         return new Model(Prediction: logits, Loss: logits.SoftmaxCrossEntropy(labels));
///     }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LayerGraphAttribute : Attribute;
