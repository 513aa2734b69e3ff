using Pullback.Generators.Graphs.Programs;

namespace Pullback.Generators.Graphs.Fuse;

/// <summary>
/// Multiplies what the backward half would multiply anyway: (gradient · mask) · slope becomes gradient · (mask · slope) with the parenthesis computed
/// forward, in the loop that has both at hand. One matrix is saved instead of two.
/// </summary>
internal static class SavedFactors
{
    public static Program Combine(Program program)
    {
        var values = program.Values.ToList();
        var forward = program.Forward.ToList();
        var backward = program.Backward.ToList();
        for (int i = 0; i < backward.Count; i++)
        {
            if (Find(program, backward, i) is not var (first, firstFactor, second, secondFactor, gradient))
            {
                continue;
            }
            var product = new Value(
                values.Count,
                Unique(values, values[secondFactor].Name),
                values[secondFactor].Width,
                Storage.Memory
            );
            values.Add(product);
            forward.Add(new Combine(product.Id, Arithmetic.Multiply, firstFactor, secondFactor));
            backward[second] = ((Combine)backward[second]) with { Left = gradient, Right = product.Id };
            backward.RemoveAt(first);
            i = -1;
        }
        return program with { Values = values, Forward = forward, Backward = backward };
    }

    /// <summary>Whether instruction <paramref name="first"/> is gradient · factor, and its only reader multiplies by another saved factor.</summary>
    private static (int First, int FirstFactor, int Second, int SecondFactor, int Gradient)? Find(
        Program program,
        List<Instruction> backward,
        int first
    )
    {
        if (
            backward[first] is not Combine { Operator: Arithmetic.Multiply } inner
            || program.Values[inner.Result].Storage != Storage.Memory
            || !IsSavedFor(program, backward, inner.Right)
        )
        {
            return null;
        }
        int[] readers = [.. Enumerable.Range(0, backward.Count).Where(i => backward[i].Reads.Contains(inner.Result))];
        if (
            readers.Length == 1
            && backward[readers[0]] is Combine { Operator: Arithmetic.Multiply } outer
            && outer.Left == inner.Result
            && outer.Right != inner.Result
            && IsSavedFor(program, backward, outer.Right)
        )
        {
            return (first, inner.Right, readers[0], outer.Right, inner.Left);
        }
        return null;
    }

    /// <summary>Whether a value is a slope or a mask that the forward half computed, and that this one instruction reads.</summary>
    private static bool IsSavedFor(Program program, List<Instruction> backward, int value) =>
        program.Forward.Any(i =>
            i is (Slope or DrawMask or Combine { Operator: Arithmetic.Multiply })
            && i.Writes.Contains(value)
            && IsFactor(program, i)
        )
        && backward.Count(instruction => instruction.Reads.Contains(value)) == 1;

    /// <summary>Activations are products too; a factor is a slope, a mask, or a product of these.</summary>
    private static bool IsFactor(Program program, Instruction instruction) =>
        instruction switch
        {
            Slope or DrawMask => true,
            Combine combine => combine.Reads.All(read =>
                program.Forward.Any(i => i.Writes.Contains(read) && IsFactor(program, i))
            ),
            _ => false,
        };

    private static string Unique(List<Value> values, string name)
    {
        string wish = name.EndsWith("Slope", StringComparison.Ordinal)
            ? name.Substring(0, name.Length - 5) + "SavedSlope"
            : name + "Saved";
        return new NameTable(values.Select(value => value.Name)).Take(wish);
    }
}
