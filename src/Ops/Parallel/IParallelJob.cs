namespace Pullback.Ops.Kernels;

/// <summary>Work that is divided into numbered parts, which threads may execute in any order and at once: see <see cref="Workers"/>.</summary>
public interface IParallelJob
{
    /// <summary>Does one part. Parts write disjoint memory and read nothing that another part writes.</summary>
    /// <param name="part">The part's number, from 0.</param>
    void Execute(int part);
}
