using Pullback.Ops.Tests.Graphs;
using Xunit;

namespace Pullback.Ops.Tests.Interpreter;

public sealed class GraphInterpreterTests
{
    private static readonly RandomKey Key = new(seed: 3);

    [Fact]
    public void The_dropout_mask_follows_from_key_ordinal_and_place()
    {
        const double Rate = 0.3;
        var interpreter = new GraphInterpreter(Graph.Define(g => new Model(g.Input("x", 50).Dropout(0.5).Dropout(Rate))));
        GraphInputs<double> inputs = new GraphInputs<double>(40).With("x", Enumerable.Repeat(1.0, 2000).ToArray());
        TensorSet<double> none = TensorSet<double>.Zeros(interpreter.Layout);

        IReadOnlyDictionary<string, double[]> values = interpreter.Forward(none, inputs, Key);

        uint threshold = (uint)Math.Round(Rate * 4294967296.0);
        for (int i = 0; i < 2000; i++)
        {
            double before = values["dropout1"][i];
            Assert.Equal(Key.Fold(0).BitsAt(i) >= 1u << 31 ? 2.0 : 0.0, before);
            Assert.Equal(Key.Fold(1).BitsAt(i) >= threshold ? before * (1 / (1 - Rate)) : 0, values["dropout2"][i]);
        }
        Assert.InRange(values["dropout1"].Count(value => value == 0), 900, 1100);
    }

    [Fact]
    public void Prediction_has_no_dropout()
    {
        var interpreter = new GraphInterpreter(Graph.Define(g => new Model(g.Input("x", 3).Dropout(0.9) * 2)));

        double[] prediction = interpreter.Predict(
            TensorSet<double>.Zeros(interpreter.Layout),
            new GraphInputs<double>(1).With("x", [1, 2, 3])
        );

        Assert.Equal([2.0, 4.0, 6.0], prediction);
    }

    [Fact]
    public void Dropout_without_a_key_is_refused()
    {
        var interpreter = new GraphInterpreter(Graph.Define(g => new Model(g.Input("x", 1).Dropout(0.1))));

        var error = Assert.Throws<ArgumentException>(() =>
            interpreter.Forward(TensorSet<float>.Zeros(interpreter.Layout), new GraphInputs<float>(1).With("x", [1]))
        );

        Assert.Contains("needs a key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Initialisation_draws_every_parameter_from_a_key_of_its_own()
    {
        var interpreter = new GraphInterpreter(
            Graph.Define(g => new Model(g.Input("x", 30).Dense(40).Apply<Rectifier>(0).LayerNorm().Dense(50)))
        );

        TensorSet<float> parameters = interpreter.Initialize<float>(Key);

        float[] expected = new float[1200];
        Key.Fold(0).FillNormal(expected);
        float deviation = (float)Math.Sqrt(2.0 / 30);
        Assert.Equal(expected.Select(draw => draw * deviation), parameters["dense1.weight"].ToArray());
        Assert.All(parameters["dense1.bias"].ToArray(), value => Assert.Equal(0, value));
        Assert.All(parameters["layerNorm1.weight"].ToArray(), value => Assert.Equal(1, value));
        Assert.All(parameters["layerNorm1.bias"].ToArray(), value => Assert.Equal(0, value));

        double bound = Math.Sqrt(6.0 / 90);
        float[] uniform = parameters["dense2.weight"].ToArray();
        Assert.All(uniform, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(uniform.Max(), 0.98 * bound, bound);
        Assert.InRange(uniform.Min(), -bound, -0.98 * bound);
        Assert.Equal(parameters, interpreter.Initialize<float>(Key));
        Assert.NotEqual(parameters, interpreter.Initialize<float>(Key.Fold(1)));
    }

    [Fact]
    public void A_parameter_that_does_not_train_has_a_zero_gradient_and_lets_gradients_through()
    {
        var interpreter = new GraphInterpreter(
            Graph.Define(g =>
            {
                Node y = g.Input("x", 2).Dense(3).Dense(2, trainable: false);
                return new Model(y, y.MeanSquaredError(g.Target("y", 2)));
            })
        );

        TensorSet<double> gradients = interpreter
            .Evaluate(interpreter.Initialize<double>(Key), new GraphInputs<double>(1).With("x", [1, 2]).With("y", [5, 6]))
            .Gradients;

        Assert.Equal(new double[6], gradients["dense2.weight"].ToArray());
        Assert.Equal(new double[2], gradients["dense2.bias"].ToArray());
        Assert.DoesNotContain(0.0, gradients["dense1.weight"].ToArray());
    }

    [Fact]
    public void Extreme_logits_give_the_limit_and_no_overflow()
    {
        var interpreter = new GraphInterpreter(
            Graph.Define(g =>
            {
                Node x = g.Input("x", 2, gradient: true);
                return new Model(x, x.SoftmaxCrossEntropy(g.Labels("labels", 2)));
            })
        );
        TensorSet<double> none = TensorSet<double>.Zeros(interpreter.Layout);

        Evaluation<double> evaluation = interpreter.Evaluate(
            none,
            new GraphInputs<double>(2).With("x", [1e300, -1e300, -1e300, 0]).WithLabels("labels", [0, 1])
        );

        Assert.Equal(0, evaluation.Loss);
        Assert.Equal([0.0, 0.0, 0.0, 0.0], evaluation.InputGradients["x"].ToArray());
    }

    [Fact]
    public void Float_results_are_double_results_rounded_once()
    {
        var interpreter = new GraphInterpreter(Graph.Define(g => new Model(g.Input("x", 3).Dense(4).Apply<Cube>().Dense(2))));
        TensorSet<float> parameters = interpreter.Initialize<float>(Key);
        TensorSet<double> wide = TensorSet<double>.Create(
            interpreter.Layout,
            parameters.Tensors.Select(tensor => (tensor.Name, tensor.ToArray().Select(value => (double)value).ToArray()))
        );

        float[] single = interpreter.Predict(parameters, new GraphInputs<float>(1).With("x", [0.1f, 0.2f, 0.3f]));
        double[] inDouble = interpreter.Predict(wide, new GraphInputs<double>(1).With("x", [0.1f, 0.2f, 0.3f]));

        Assert.Equal(inDouble.Select(value => (float)value), single);
    }

    [Fact]
    public void A_batch_of_size_zero_is_possible_in_prediction()
    {
        var interpreter = new GraphInterpreter(Graph.Define(g => new Model(g.Input("x", 3).LayerNorm().Dense(4))));

        Assert.Empty(interpreter.Predict(interpreter.Initialize<double>(Key), new GraphInputs<double>(0).With("x", [])));
    }

    [Fact]
    public void Wrong_arguments_are_told_with_their_numbers()
    {
        var interpreter = new GraphInterpreter(
            Graph.Define(g =>
            {
                Node y = g.Input("x", 3).Dense(4);
                return new Model(y, y.SoftmaxCrossEntropy(g.Labels("labels", 4)));
            })
        );
        TensorSet<double> parameters = interpreter.Initialize<double>(Key);
        GraphInputs<double> good = new GraphInputs<double>(2).With("x", new double[6]).WithLabels("labels", [0, 3]);

        string Message(GraphInputs<double> inputs) =>
            Assert.Throws<ArgumentException>(() => interpreter.Evaluate(parameters, inputs)).Message;
        Assert.Contains(
            "labels: the label of sample 1 is 4, but has to be from 0 to 3",
            Message(good.WithLabels("labels", [0, 4])),
            StringComparison.Ordinal
        );
        Assert.Contains("label of sample 0 is -1", Message(good.WithLabels("labels", [-1, 0])), StringComparison.Ordinal);
        Assert.Contains(
            "x has 8 elements, but 2 samples of 3 features need 6",
            Message(good.With("x", new double[8])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'labels' is missing",
            Message(new GraphInputs<double>(2).With("x", new double[6])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "inputs is empty, but a loss is a mean over at least one sample",
            Message(new GraphInputs<double>(0).With("x", []).WithLabels("labels", [])),
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => interpreter.Evaluate(TensorSet<double>.Zeros(TensorLayout.Empty), good));
    }

    [Fact]
    public void A_graph_without_loss_can_not_be_evaluated()
    {
        var interpreter = new GraphInterpreter(Graph.Define(g => new Model(g.Input("x", 3))));

        Assert.Throws<InvalidOperationException>(() =>
            interpreter.Evaluate(TensorSet<double>.Zeros(interpreter.Layout), new GraphInputs<double>(1).With("x", new double[3]))
        );
    }

    [Fact]
    public void The_same_call_twice_gives_the_same_bits_and_changes_nothing()
    {
        var interpreter = new GraphInterpreter(
            Graph.Define(g =>
            {
                Node y = g.Input("x", 3).Dense(8).Apply<Cube>().Dropout(0.5).Dense(2);
                return new Model(y, y.MeanSquaredError(g.Target("y", 2)));
            })
        );
        TensorSet<float> parameters = interpreter.Initialize<float>(Key);
        TensorSet<float> before = parameters.Copy();
        GraphInputs<float> inputs = new GraphInputs<float>(2).With("x", [1, 2, 3, 4, 5, 6]).With("y", [1, 0, 0, 1]);

        Evaluation<float> first = interpreter.Evaluate(parameters, inputs, Key);
        Evaluation<float> second = interpreter.Evaluate(parameters, inputs, Key);

        Assert.Equal(first.Gradients, second.Gradients);
        Assert.Equal(first.Loss, second.Loss);
        Assert.Equal(before, parameters);
    }
}
