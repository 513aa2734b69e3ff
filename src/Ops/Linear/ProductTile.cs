using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// The size of the block of the product that a micro-kernel keeps in registers. A type, so that the JIT compiles each size from the one
/// <see cref="MicroKernel"/>, with everything outside the block removed.
/// </summary>
internal interface IProductTile
{
    /// <summary>How many rows, at most <see cref="ProductTile.MaximumRows"/>.</summary>
    static abstract int Rows { get; }

    /// <summary>How many vectors wide, 1 or 2.</summary>
    static abstract int Vectors { get; }
}

/// <summary>The sizes that there are: a number of rows, and one or two vectors of columns.</summary>
internal static class ProductTile
{
    /// <summary>The rows of the largest tile.</summary>
    internal const int MaximumRows = 12;

    internal readonly struct Rows1<TWidth> : IProductTile
        where TWidth : struct, IWidth
    {
        public static int Rows => 1;
        public static int Vectors => TWidth.Vectors;
    }

    internal readonly struct Rows2<TWidth> : IProductTile
        where TWidth : struct, IWidth
    {
        public static int Rows => 2;
        public static int Vectors => TWidth.Vectors;
    }

    internal readonly struct Rows4<TWidth> : IProductTile
        where TWidth : struct, IWidth
    {
        public static int Rows => 4;
        public static int Vectors => TWidth.Vectors;
    }

    internal readonly struct Rows6<TWidth> : IProductTile
        where TWidth : struct, IWidth
    {
        public static int Rows => 6;
        public static int Vectors => TWidth.Vectors;
    }

    internal readonly struct Rows8<TWidth> : IProductTile
        where TWidth : struct, IWidth
    {
        public static int Rows => 8;
        public static int Vectors => TWidth.Vectors;
    }

    internal readonly struct Rows12<TWidth> : IProductTile
        where TWidth : struct, IWidth
    {
        public static int Rows => 12;
        public static int Vectors => TWidth.Vectors;
    }

    /// <summary>The width of a tile in vectors.</summary>
    internal interface IWidth
    {
        /// <summary>1 or 2.</summary>
        static abstract int Vectors { get; }
    }

    internal readonly struct OneVector : IWidth
    {
        public static int Vectors
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 1;
        }
    }

    internal readonly struct TwoVectors : IWidth
    {
        public static int Vectors
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 2;
        }
    }
}
