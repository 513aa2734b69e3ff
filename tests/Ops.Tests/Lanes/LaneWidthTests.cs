using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.LaneTests;

public class LaneWidthTests
{
    [Theory]
    [InlineData("512", 512)]
    [InlineData("256", 256)]
    [InlineData("128", 128)]
    [InlineData("scalar", 0)]
    public void The_switch_names_a_width(string value, int width) => Assert.Equal(width, Lanes.ParseWidth(value));

    [Fact]
    public void Without_the_switch_the_hardware_decides()
    {
        Assert.Contains(Lanes.ParseWidth(null), EveryLane.Widths);
        Assert.Equal(Lanes.ParseWidth(null), Lanes.ParseWidth(""));
    }

    [Theory]
    [InlineData("1024")]
    [InlineData("Scalar")]
    [InlineData(" 256")]
    public void A_bad_switch_throws_and_names_the_allowed_values(string value)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Lanes.ParseWidth(value));
        Assert.Equal(
            $"The environment variable PULLBACK_LANE_WIDTH is \"{value}\", but it must be 512, 256, 128 or scalar (or not set).",
            exception.Message
        );
    }

    [Fact]
    public void Run_uses_the_chosen_width()
    {
        var kernel = new CountKernel<float>();
        Lanes.Run<float, CountKernel<float>>(ref kernel);
        Assert.Equal(Math.Max(1, Lanes.Width / 32), kernel.Count);
    }

    [Fact]
    public void Run_refuses_other_element_types_by_name()
    {
        var kernel = new CountKernel<System.Half>();
        var exception = Assert.Throws<NotSupportedException>(() => Lanes.Run<System.Half, CountKernel<System.Half>>(ref kernel));
        Assert.Contains("System.Half", exception.Message, StringComparison.Ordinal);
    }

    private struct CountKernel<T> : ILaneKernel<T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        public int Count;

        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T> => Count = TLane.Count;
    }
}
