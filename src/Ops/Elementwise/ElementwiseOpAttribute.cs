namespace Pullback.Ops;

/// <summary>
/// Marks a partial struct that implements <see cref="IElementwiseOp"/> and holds a scalar <c>Formula</c>. The generator derives its vector lanes and its
/// derivative at build time and adds them to the struct.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class ElementwiseOpAttribute : Attribute
{
    /// <summary>How a layer that is followed by this op draws its weights.</summary>
    public Initialization Initialization { get; set; } = Initialization.Xavier;
}
