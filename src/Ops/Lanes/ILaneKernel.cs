using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>
/// A loop over memory: a struct whose fields are the operands and whose one generic method is the loop, written once for every
/// vector width. <see cref="Lanes.Run{T, TKernel}(ref TKernel)"/> calls it with the width of the machine.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public interface ILaneKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Runs the loop with vectors of type <typeparamref name="TLane"/>.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    void Run<TLane>()
        where TLane : struct, ILane<TLane, T>;
}
