using System.Reflection;
using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>Everything that is compared by value is so by <c>==</c> too: one that compared references beside an <c>Equals</c> of values would mislead.</summary>
public sealed class EqualityTests
{
    [Fact]
    public void Values_have_the_operators_of_equality()
    {
        Type[] values =
        [
            .. typeof(Chain)
                .Assembly.GetExportedTypes()
                .Where(type =>
                    !type.IsInterface && !type.IsEnum && typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type)
                ),
        ];
        Assert.Contains(typeof(Partition), values);
        Assert.Empty(
            values
                .Where(type => type.GetMethod("op_Equality", BindingFlags.Public | BindingFlags.Static, [type, type]) is null)
                .Select(type => type.Name)
        );
    }

    [Fact]
    public void Composed_values_are_equal_by_their_parts()
    {
        Partition Grouped(double rate) =>
            Partition.Of(new ParameterGroup(ParameterFilter.Named("a"), new Sgd { LearningRate = rate })).Otherwise(new Adam());
        Assert.True(Grouped(0.1) == Grouped(0.1));
        Assert.True(Grouped(0.1) != Grouped(0.2));
        Assert.True(AverageUpdates.Of(new Sgd(), new Adam()) == AverageUpdates.Of(new Sgd(), new Adam()));
        Assert.True(AverageUpdates.Of(new Sgd(), new Adam()) != AverageUpdates.Of(new Adam(), new Sgd()));
        Assert.True(Projection.L2Ball(1) == Projection.L2Ball(1));
        Assert.True(Projection.L2Ball(1) != Projection.L2Ball(2));
        Assert.True(new SchedulerState(1, 0.5) == new SchedulerState(1, 0.5));
    }
}
