using System.Numerics;
using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Xunit;

namespace Pullback.PropertyTests.Values;

/// <summary>No operation changes a set that it was given, the same call gives the same bits, and padding stays zero: special values included.</summary>
public abstract class PurityProperties<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly (string Name, Func<TensorSet<T>, TensorSet<T>, double, TensorSet<T>> Apply)[] Operations =
    [
        ("x + y", (x, y, _) => x + y),
        ("x - y", (x, y, _) => x - y),
        ("-x", (x, _, _) => -x),
        ("a * x", (x, _, a) => a * x),
        ("x * ∞", (x, _, _) => x * double.PositiveInfinity),
        ("map", (x, _, _) => x.Map(value => T.One / value)),
        ("zip", (x, y, _) => x.Zip(y, (left, right) => left * right)),
        ("copy", (x, _, _) => x.Copy()),
        ("select", (x, _, _) => x.Select(ParameterFilter.Trainable)),
    ];

    private static readonly (string Name, Func<TensorSet<T>, TensorSet<T>, double> Apply)[] Reductions =
    [
        ("dot", (x, y) => x.Dot(y)),
        ("sum", (x, _) => x.Sum()),
        ("norm", (x, _) => x.Norm()),
        ("max-norm", (x, _) => x.MaxNorm()),
    ];

    [Fact]
    public void Operations_change_no_argument_and_repeat_to_the_last_bit() =>
        Prop.ForAll(
                VectorCase.WithSpecialValues,
                @case =>
                {
                    var (x, y) = (@case.Vector<T>(0), @case.Vector<T>(1));
                    foreach (var (name, apply) in Operations)
                    {
                        Assert.True(apply(x, y, @case.Factor).Equals(apply(x, y, @case.Factor)), $"{name} does not repeat");
                        Assert.True(x.Equals(@case.Vector<T>(0)) && y.Equals(@case.Vector<T>(1)), $"{name} changed an argument");
                    }

                    foreach (var (name, apply) in Reductions)
                    {
                        Assert.True(SameBits(apply(x, y), apply(x, y)), $"{name} does not repeat");
                        Assert.True(x.Equals(@case.Vector<T>(0)) && y.Equals(@case.Vector<T>(1)), $"{name} changed an argument");
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Padding_is_zero_whatever_the_elements_are() =>
        Prop.ForAll(
                VectorCase.WithSpecialValues,
                @case =>
                {
                    foreach (var (name, apply) in Operations)
                    {
                        var result = apply(@case.Vector<T>(0), @case.Vector<T>(1), @case.Factor);
                        var padding = result.Span.ToArray();
                        foreach (var slot in result.Layout.Slots)
                        {
                            padding.AsSpan(slot.Offset, slot.Length).Clear();
                        }

                        Assert.True(
                            MemoryMarshal.AsBytes<T>(padding).IndexOfAnyExcept((byte)0) < 0,
                            $"{name} leaves something in the padding"
                        );
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Arrays_go_in_and_out_unchanged() =>
        Prop.ForAll(
                VectorCase.WithSpecialValues,
                @case =>
                {
                    var x = @case.Vector<T>(0);
                    Assert.Equal(x, TensorSet<T>.Unflatten(x.Layout, x.Flatten()));
                    Assert.Equal(
                        x,
                        TensorSet<T>.Create(x.Layout, x.Tensors.Reverse().Select(view => (view.Name, view.ToArray())))
                    );
                    Assert.Equal(
                        x,
                        x.Tensors.Aggregate(
                            TensorSet<T>.Zeros(x.Layout),
                            (set, view) => set.WithTensor(view.Name, view.ToArray())
                        )
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool SameBits(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);
}

public sealed class SinglePurityProperties : PurityProperties<float>;

public sealed class DoublePurityProperties : PurityProperties<double>;
