using System.Numerics;
using System.Runtime.CompilerServices;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.LaneTests;

/// <summary>Every lane operation, at every width, equals the scalar operation of .NET bit for bit, at all triples of special values.</summary>
public class LaneOperationTests
{
    public static TheoryData<int> Widths => [.. EveryLane.Widths];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Operations_equal_scalars_in_double(int width) => Check<double>(width);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Operations_equal_scalars_in_float(int width) => Check<float>(width);

    private static void Check<T>(int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var check = new OperationCheck<T>();
        EveryLane.Run<T, OperationCheck<T>>(width, ref check);
    }

    private struct OperationCheck<T> : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public readonly void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            T[] values = SpecialValues.Of<T>();
            Assert.Equal(typeof(T) == typeof(double), TLane.IsDouble);
            Constants<TLane>();
            foreach (T x in values)
            {
                Unary<TLane>(x);
                foreach (T y in values)
                {
                    Binary<TLane>(x, y);
                    Ternary<TLane>(x, y, values[^2]);
                    Ternary<TLane>(x, y, T.CreateChecked(-3.7));
                }
            }
        }

        private static void Constants<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            Same("Zero", TLane.Zero, T.Zero);
            Same("One", TLane.One, T.One);
            Same("Constant", TLane.Constant(0.1), T.CreateChecked(0.1));
            Same("Constant", TLane.Constant(-0.0), -T.Zero);
            Same("ConstantBits", TLane.ConstantBits(SpecialValues.Bits(T.Pi)), T.Pi);
        }

        private static void Unary<TLane>(T x)
            where TLane : struct, ILane<TLane, T>
        {
            TLane a = TLane.Broadcast(x);
            Same("-", -a, -x);
            Same("Abs", TLane.Abs(a), T.Abs(x));
            Same("Sqrt", TLane.Sqrt(a), T.Sqrt(x));
            Same("Floor", TLane.Floor(a), T.Floor(x));
            Same("Ceiling", TLane.Ceiling(a), T.Ceiling(x));
            Same("Round", TLane.Round(a), T.Round(x));
            Same("Truncate", TLane.Truncate(a), T.Truncate(x));
            Same("Not", TLane.Not(TLane.Not(a)), x);
            Same("shifts", TLane.ShiftLeft(TLane.ShiftRight(a, 7), 7), FromBits(SpecialValues.Bits(x) & ~127L));
            Same("MapElements", TLane.MapElements<Half>(a), T.CreateChecked(0.5) * x);
        }

        private static void Binary<TLane>(T x, T y)
            where TLane : struct, ILane<TLane, T>
        {
            TLane a = TLane.Broadcast(x);
            TLane b = TLane.Broadcast(y);
            Same("+", a + b, x + y);
            Same("-", a - b, x - y);
            Same("*", a * b, x * y);
            Same("/", a / b, x / y);
            Same("Min", TLane.Min(a, b), T.Min(x, y));
            Same("Max", TLane.Max(a, b), T.Max(x, y));
            Same("CopySign", TLane.CopySign(a, b), T.CopySign(x, y));
            Mask("LessThan", TLane.LessThan(a, b), x < y);
            Mask("LessThanOrEqual", TLane.LessThanOrEqual(a, b), x <= y);
            Mask("GreaterThan", TLane.GreaterThan(a, b), x > y);
            Mask("GreaterThanOrEqual", TLane.GreaterThanOrEqual(a, b), x >= y);
            Mask("Equal", TLane.Equal(a, b), x == y);
            Mask("NotEqual", TLane.NotEqual(a, b), x != y);
            Same("Select", TLane.Select(TLane.LessThan(a, b), a, b), x < y ? x : y);
            Same("And", TLane.And(a, b), FromBits(SpecialValues.Bits(x) & SpecialValues.Bits(y)));
            Same("Or", TLane.Or(a, b), FromBits(SpecialValues.Bits(x) | SpecialValues.Bits(y)));
            Same("Xor", TLane.Xor(a, b), FromBits(SpecialValues.Bits(x) ^ SpecialValues.Bits(y)));
            Same("AndNot", TLane.AndNot(a, b), FromBits(SpecialValues.Bits(x) & ~SpecialValues.Bits(y)));
            Same("AddBits", TLane.AddBits(a, b), FromBits(SpecialValues.Bits(x) + SpecialValues.Bits(y)));
            Same("SubtractBits", TLane.SubtractBits(a, b), FromBits(SpecialValues.Bits(x) - SpecialValues.Bits(y)));
            if (x <= y)
            {
                Same("Clamp", TLane.Clamp(TLane.Constant(2.5), a, b), T.Clamp(T.CreateChecked(2.5), x, y));
                Same("Clamp", TLane.Clamp(TLane.Constant(double.NaN), a, b), T.NaN);
            }
        }

        private static void Ternary<TLane>(T x, T y, T z)
            where TLane : struct, ILane<TLane, T>
        {
            TLane a = TLane.Broadcast(x);
            TLane b = TLane.Broadcast(y);
            TLane c = TLane.Broadcast(z);
            T fused = T.FusedMultiplyAdd(x, y, z);
            T expected = Lanes.HasFusedMultiplyAdd ? fused : (x * y) + z;
            Same("FusedMultiplyAdd", TLane.FusedMultiplyAdd(a, b, c), fused);
            Same("MultiplyAdd", TLane.MultiplyAdd(a, b, c), expected);
            Same("MultiplyAddConstant", TLane.MultiplyAddConstant(a, b, double.CreateChecked(z)), expected);
        }

        private static void Mask<TLane>(string operation, TLane actual, bool expected)
            where TLane : struct, ILane<TLane, T>
        {
            Assert.True(
                SpecialValues.Bits(TLane.GetElement(actual, 0)) == (expected ? -1 : 0),
                $"{operation} is not a full mask"
            );
            Assert.Equal(expected, TLane.Any(actual));
        }

        private static void Same<TLane>(string operation, TLane actual, T expected)
            where TLane : struct, ILane<TLane, T>
        {
            for (int i = 0; i < TLane.Count; i++)
            {
                T element = TLane.GetElement(actual, i);
                Assert.True(SpecialValues.Same(element, expected), $"{operation}: element {i} is {element}, expected {expected}");
            }
        }

        private static T FromBits(long bits) =>
            Unsafe.SizeOf<T>() == sizeof(double) ? Unsafe.BitCast<long, T>(bits) : Unsafe.BitCast<int, T>((int)bits);
    }

    private readonly struct Half : IScalarFunction
    {
        public static double Invoke(double x) => 0.5 * x;
    }
}
