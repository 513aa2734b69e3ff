using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Muon: which tensors go where, and which axis is which.</summary>
public sealed class MuonTests
{
    [Fact]
    public void What_is_no_matrix_moves_as_by_AdamW()
    {
        Muon muon = new() { AdamLearningRate = 0.01, AdamWeightDecay = 0.1 };
        AdamW adam = new()
        {
            LearningRate = 0.01,
            Beta2 = 0.95,
            Epsilon = 1e-10,
            WeightDecay = 0.1,
        };
        TensorSet<double> expected = Problems.Run<double>(adam, Problems.Ragged, 3, donate: false).Parameters;
        TensorSet<double> actual = Problems.Run<double>(muon, Problems.Ragged, 3, donate: false).Parameters;

        Assert.Equal(expected["dense1.bias"].ToArray(), actual["dense1.bias"].ToArray());
        Assert.Equal(expected["scale"].ToArray(), actual["scale"].ToArray());
        Assert.NotEqual(expected["dense1.weight"].ToArray(), actual["dense1.weight"].ToArray());
    }

    [Fact]
    public void A_matrix_that_is_left_out_goes_to_Adam_and_a_vector_that_is_let_in_does_too()
    {
        Muon muon = new() { Matrices = ParameterFilter.Named("dense1.*") };
        OptimizerState<double> state = muon.Init(TensorSet<double>.Zeros(Problems.Ragged));
        string[] moments =
        [
            .. state
                .Tensors.Where(tensor => tensor.Key.Contains("secondMoment", StringComparison.OrdinalIgnoreCase))
                .SelectMany(Names),
        ];

        Assert.Equal(["dense1.bias", "empty", "dense2.weight", "scale"], moments);
        Assert.Equal(
            ["dense1.weight"],
            state.Tensors.Where(tensor => tensor.Key.StartsWith("matrices", StringComparison.Ordinal)).SelectMany(Names)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void All_matrices_or_none(int rank)
    {
        TensorLayout layout = new([("only", rank == 1 ? new Shape(5) : new Shape(5, 3))]);
        TensorSet<double> parameters = Problems.Run<double>(new Muon(), layout, 2, donate: true).Parameters;

        Assert.NotEqual(Problems.Values<double>(layout, 1), parameters);
    }

    [Fact]
    public void Weights_that_are_stored_the_other_way_round_move_the_same_way()
    {
        TensorLayout layout = new([("weight", new Shape(3, 8))]);
        TensorLayout turned = new([("weight", new Shape(8, 3))]);
        TensorSet<double> parameters = Problems.Values<double>(layout, 1);
        TensorSet<double> gradients = Problems.Values<double>(layout, 2);
        Muon muon = new() { WeightDecay = 0.1 };
        Muon outputsFirst = new() { WeightDecay = 0.1, OutputsFirst = true };

        TensorSet<double> moved = muon.Step(parameters, gradients, muon.Init(parameters)).Parameters;
        TensorSet<double> other = Turn(parameters, turned);
        TensorSet<double> movedOther = outputsFirst.Step(other, Turn(gradients, turned), outputsFirst.Init(other)).Parameters;

        Indexed.AssertClose(Turn(moved, turned).Flatten(), movedOther[0]);
    }

    private static IEnumerable<string> Names(KeyValuePair<string, TensorSet<double>> tensor) =>
        tensor.Value.Layout.Slots.Select(slot => slot.Name);

    private static TensorSet<double> Turn(TensorSet<double> matrix, TensorLayout turned)
    {
        (int rows, int columns) = (matrix[0].Shape[0], matrix[0].Shape[1]);
        return TensorSet<double>.Unflatten(
            turned,
            [.. Enumerable.Range(0, rows * columns).Select(i => matrix[0][i % rows, i / rows])]
        );
    }
}
