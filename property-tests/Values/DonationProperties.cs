using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Xunit;

namespace Pullback.PropertyTests.Values;

/// <summary>
/// Random programs of additions, copies, donations and readings, run beside a model that holds plain arrays: the living have the model's
/// values, and the dead say so at every use.
/// </summary>
public sealed class DonationProperties
{
    private static readonly TensorLayout Layout = new([("a", new Shape(2, 3)), ("b", new Shape(5))]);

    private enum Action
    {
        Add,
        Copy,
        Donate,
        DonateAndTakeBack,
        Read,
    }

    /// <summary>One instruction; the operands are indices into the values that there are, modulo their number.</summary>
    private sealed record Instruction(Action Action, int First, int Second);

    /// <summary>A value, and what it must be: null for a donated one.</summary>
    private sealed record Tracked(TensorSet<float> Set, float[]? Expected);

    private static readonly Arbitrary<Instruction[]> Programs = Arb.From(
        Gen.Elements(Enum.GetValues<Action>())
            .Zip(Gen.Choose(0, 1000))
            .Zip(Gen.Choose(0, 1000), (pair, second) => new Instruction(pair.Item1, pair.Item2, second))
            .ArrayOf(),
        failed => failed.Select((_, left) => failed.Where((_, index) => index != left).ToArray())
    );

    [Fact]
    public void The_living_keep_their_values_and_the_dead_say_so() =>
        Prop.ForAll(
                Programs,
                program =>
                {
                    var ones = Enumerable.Repeat(1f, Layout.ParameterCount).ToArray();
                    var values = new List<Tracked> { new(TensorSet<float>.Unflatten(Layout, ones), ones) };
                    foreach (var instruction in program)
                    {
                        Execute(instruction, values);
                    }

                    values.ForEach(Check);
                }
            )
            .QuickCheckThrowOnFailure();

    private static void Execute(Instruction instruction, List<Tracked> values)
    {
        var first = instruction.First % values.Count;
        var (left, right) = (values[first], values[instruction.Second % values.Count]);
        switch (instruction.Action)
        {
            case Action.Add when left.Expected is not null && right.Expected is not null:
                values.Add(new(left.Set + right.Set, [.. left.Expected.Zip(right.Expected, (x, y) => x + y)]));
                break;
            case Action.Add:
                AssertDead(() => _ = left.Set + right.Set);
                break;
            case Action.Copy when left.Expected is not null:
                values.Add(new(left.Set.Copy(), left.Expected));
                break;
            case Action.Donate when left.Expected is not null:
                var buffer = TensorBuffer<float>.Claim(left.Set, "the program");
                buffer.Slot(0)[0] += 1f;
                values[first] = left with { Expected = null };
                values.Add(new(buffer.Freeze(), [left.Expected[0] + 1f, .. left.Expected[1..]]));
                break;
            case Action.DonateAndTakeBack when left.Expected is not null:
                TensorBuffer<float>.Claim(left.Set, "the program").Unclaim();
                break;
            case Action.Donate or Action.DonateAndTakeBack:
                AssertDead(() => TensorBuffer<float>.Claim(left.Set, "again"));
                break;
            default:
                Check(left);
                break;
        }
    }

    private static void Check(Tracked value)
    {
        Assert.Equal(value.Expected is null, value.Set.IsDonated);
        if (value.Expected is not null)
        {
            Assert.Equal(value.Expected, value.Set.Flatten());
            return;
        }

        AssertDead(() => value.Set.Flatten());
        AssertDead(() => value.Set.Copy());
        AssertDead(() => value.Set.Norm());
        Assert.Contains("donated to the program", value.Set.ToString(), StringComparison.Ordinal);
    }

    private static void AssertDead(System.Action use) =>
        Assert.Contains(
            "donated to the program",
            Assert.Throws<InvalidOperationException>(use).Message,
            StringComparison.Ordinal
        );
}
