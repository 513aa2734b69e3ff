namespace Pullback.Generators.Graphs.Emit;

/// <summary>The types that emitted code names, in full, since it lives among the user's own names.</summary>
internal static class Types
{
    public const string Constraint = "where T : unmanaged, global::System.Numerics.IFloatingPointIeee754<T>";
    public const string TensorSet = "global::Pullback.Ops.TensorSet<T>";
    public const string TensorView = "global::Pullback.Ops.TensorView<T>";
    public const string TensorLayout = "global::Pullback.Ops.TensorLayout";
    public const string TensorBuffer = "global::Pullback.Ops.TensorBuffer<T>";
    public const string Shape = "global::Pullback.Ops.Shape";
    public const string RandomKey = "global::Pullback.Ops.RandomKey";
    public const string Workspace = "global::Pullback.Ops.Workspace<T>";
    public const string Evaluation = "global::Pullback.Ops.Evaluation<T>";
    public const string Kernels = "global::Pullback.Ops.Kernels";
    public const string Ops = "global::Pullback.Ops";
    public const string ReadOnlySpan = "global::System.ReadOnlySpan<T>";
    public const string Span = "global::System.Span<T>";
    public const string Guard = Kernels + ".BatchGuard";
    public const string Throw = Kernels + ".Throw";

    /// <summary>
    /// For the overloads that take arrays: an array, and a collection expression for another parameter, would otherwise each prefer another overload.
    /// </summary>
    public const string PreferArrays = "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]";
    public const string Inline =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";
    public const string Optimize =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";
}
