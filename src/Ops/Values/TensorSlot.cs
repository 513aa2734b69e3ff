namespace Pullback.Ops;

/// <summary>One named tensor of a <see cref="TensorLayout"/>: what it is called, its shape, and where it lies in the shared buffer.</summary>
/// <param name="Name">The name, unique in its layout, for instance <c>encoder.dense1.weight</c>.</param>
/// <param name="Shape">The shape; elements are stored in row-major order.</param>
/// <param name="Offset">The index of the first element in the buffer, a multiple of <see cref="TensorLayout.Alignment"/>.</param>
/// <param name="Trainable">Whether optimizers change the tensor. A frozen one has a zero gradient and no optimizer state.</param>
public sealed record TensorSlot(string Name, Shape Shape, int Offset, bool Trainable)
{
    /// <summary>The number of elements, without the padding that follows them.</summary>
    public int Length => Shape.ElementCount;

    /// <summary>The elements that the slot occupies in the buffer, the padding up to the next slot included.</summary>
    internal int PaddedLength => TensorLayout.Align(Length);

    /// <summary>Name and shape, and whether the tensor is frozen: <c>dense1.weight 64×128</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Trainable ? $"{Name} {Shape}" : $"{Name} {Shape} (frozen)";
}
