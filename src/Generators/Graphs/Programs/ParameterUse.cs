namespace Pullback.Generators.Graphs.Programs;

/// <summary>Which parameters an instruction reads, and of which it computes the gradient.</summary>
internal static class ParameterUse
{
    public static IEnumerable<int> Reads(Instruction instruction) =>
        instruction switch
        {
            AddBias add => [add.Slot],
            Product product => [product.Slot],
            InputProduct product => [product.Slot],
            Normalize norm => [norm.Weight, norm.Bias],
            NormalizeBackward norm => [norm.Weight],
            _ => [],
        };

    public static IEnumerable<int> Differentiates(Instruction instruction) =>
        instruction switch
        {
            SumColumns sum => [sum.Slot],
            WeightProduct product => [product.Slot],
            NormalizeBackward { Trainable: true } norm => [norm.Weight, norm.Bias],
            _ => [],
        };
}
