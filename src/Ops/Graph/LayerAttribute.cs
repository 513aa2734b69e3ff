namespace Pullback.Ops;

/// <summary>
/// Marks a static method that composes existing ops into a layer, such as <c>static Node Residual(Node x, int width)</c>. The generator inlines it into the
/// graphs that call it, and fuses what it contains; it has to be declared in the same compilation, because only there its source can be read.
/// </summary>
/// <example>
/// <code>
/// [Layer]
/// static Node Residual(Node x, int width) => x + x.LayerNorm().Dense(width).Gelu().Dense(x.Features);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LayerAttribute : Attribute;
