using Pullback.Generators.Graphs;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>Graphs of every kind: the body of <c>Define</c> by name, and members beside it.</summary>
internal static class GraphCases
{
    private const string Regression = """
        Node x = g.Input("x", 5);
        Node t = g.Target("t", 3);
        """;

    public static IReadOnlyDictionary<string, string> Bodies { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["digits"] = """
                Node pixels = g.Input("pixels", 64);
                Node labels = g.Labels("labels", classes: 10);
                Node hidden = pixels.Dense(128).Apply<Relu>().Dropout(0.2);
                Node logits = hidden.Dense(10);
                return new Model(Prediction: logits, Loss: logits.SoftmaxCrossEntropy(labels));
                """,
            ["linear"] = Regression + "Node y = x.Dense(3); return new(y, y.MeanSquaredError(t));",
            ["without bias"] =
                Regression
                + "Node y = x.Dense(17, bias: false).Apply<Relu>().Dense(3, bias: false); return new(y, y.MeanSquaredError(t));",
            ["residual"] =
                Regression
                + """
                    Node h = x.Dense(16);
                    h = h + h.LayerNorm().Dense(7).Apply<LeakyRelu>(0.1).Dense(h.Features);
                    h += h.LayerNorm().Dense(9).Apply<Relu>().Dense(h.Features);
                    Node y = h.Dense(3);
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["fork"] =
                Regression
                + """
                    Node a = x.Dense(6).Apply<Relu>();
                    Node left = a.Dense(3), right = a.Dense(3);
                    Node y = left * right - a.Dense(3) * 0.5 + 2.0 * left;
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["activation read by several"] =
                Regression
                + """
                    Node a = x.Dense(3).Apply<LeakyRelu>(0.2);
                    Node y = a * a + a;
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["shared weights"] =
                Regression
                + """
                    DenseParameters shared = g.DenseParameters(5, 5);
                    Node h = x.Dense(shared).Apply<Relu>().Dense(shared).Dense(shared);
                    Node y = h.Dense(3);
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            // The later use of the shared bias is differentiated first, but can be computed last.
            ["shared weights in branches"] =
                Regression
                + """
                    DenseParameters shared = g.DenseParameters(5, 3);
                    Node early = x.Dense(shared);
                    Node late = x.Dense(shared).Relu().Dense(3).Tanh();
                    Node y = late + early;
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["two inputs"] = """
                Node left = g.Input("left", 4, gradient: true);
                Node right = g.Input("right", 6, gradient: true);
                Node t = g.Labels("t", 3);
                Node y = (left.Dense(8) + right.Dense(8)).Apply<Relu>().Dense(3);
                return new Model(y, y.SoftmaxCrossEntropy(t));
                """,
            ["one gradient for two inputs"] = """
                Node left = g.Input("left", 3, gradient: true);
                Node right = g.Input("right", 3, gradient: true);
                Node y = left + right;
                return new Model(y);
                """,
            ["input gradient through everything"] = """
                Node x = g.Input("x", 5, gradient: true);
                Node t = g.Target("t", 5);
                Node y = (x - x.LayerNorm().Dense(5).Apply<Relu>()) * x;
                return new Model(y, y.MeanSquaredError(t));
                """,
            ["input is the prediction"] = """
                Node x = g.Input("x", 5, gradient: true);
                Node t = g.Target("t", 5);
                return new Model(x, x.MeanSquaredError(t));
                """,
            ["no loss"] = """
                Node x = g.Input("x", 5);
                return new Model(x.Dense(4).Apply<Relu>().Dense(2).Apply<LeakyRelu>(0.05));
                """,
            ["frozen layers"] =
                Regression
                + """
                    Node h = x.Dense(6, trainable: false).Apply<Relu>().LayerNorm(trainable: false);
                    Node y = h.Dense(3).Dense(3, trainable: false);
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["everything frozen"] =
                Regression + "Node y = x.Dense(3, trainable: false); return new Model(y, y.MeanSquaredError(t));",
            ["layer norm of the input"] =
                Regression + "Node y = x.LayerNorm(1e-3).Dense(3).LayerNorm(); return new Model(y, y.MeanSquaredError(t));",
            ["dropouts"] =
                Regression
                + """
                    Node h = x.Dropout(0.1).Dense(20).Dropout(0.5).Apply<Relu>().Dropout(0.3).Dropout(0.25);
                    Node y = (h + h.Dense(20).Apply<LeakyRelu>(0.3).Dropout(0.5)).Dense(3).Dropout(0);
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["loss of something else"] =
                Regression
                + """
                    Node h = x.Dense(8).Apply<Relu>().Dropout(0.2);
                    Node logits = h.Dense(3);
                    return new Model(logits.Apply<LeakyRelu>(0.2).Dense(2), logits.MeanSquaredError(t));
                    """,
            ["prediction before the loss"] =
                Regression
                + """
                    Node h = x.Dense(8).Apply<Relu>();
                    return new Model(h, h.Dense(3).MeanSquaredError(t));
                    """,
            ["rectified prediction"] =
                Regression + "Node y = x.Dense(3).Apply<Relu>(); return new Model(y, y.MeanSquaredError(t));",
            ["prediction that backward reads"] =
                Regression
                + """
                    Node y = x.Dense(3).Apply<Relu>();
                    Node z = y * y;
                    return new Model(y, (z + y.Dense(3)).MeanSquaredError(t));
                    """,
            ["chain of activations"] =
                Regression
                + "Node y = x.Dense(3).Apply<LeakyRelu>(0.2).Apply<Relu>().Apply<LeakyRelu>(-1.5); return new Model(y, y.MeanSquaredError(t));",
            ["every activation"] =
                Regression
                + """
                    Node h = x.Dense(9).Tanh().Dense(9).Sigmoid().Dense(9).Silu().Dense(9).Gelu().Dense(9).Softplus().Dense(9).Mish();
                    h = h + h.Dense(9).LeakyRelu(0.1).Dropout(0.1) + h.Gelu();
                    Node y = h.Dense(3).Tanh();
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["layers"] =
                Regression
                + """
                    Node h = x;
                    for (int i = 0; i < 3; i++)
                    {
                        using (g.Scope($"block{i}"))
                        {
                            h = Mixer.Block<Gelu>(h, width: 4 + i);
                        }
                    }
                    Node y = h.Dense(3);
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["scopes and names"] =
                Regression
                + """
                    Node h;
                    using (g.Scope("encoder"))
                    {
                        h = x.Dense(8, name: "first").Apply<Relu>().LayerNorm();
                    }
                    using var decoder = g.Scope("decoder");
                    Node y = h.Dense(4).Apply<Relu>().Dense(3);
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["custom op"] =
                Regression
                + """
                    Node y = x.Dense(6).Custom<Twice>().Apply<Relu>().Custom<Halves>(3);
                    return new Model(y, y.MeanSquaredError(t));
                    """,
            ["user's formula"] =
                Regression
                + "Node y = x.Dense(9).Apply<Cubic>(0.5).Dense(3).Apply<Cubic>(0.1); return new Model(y, y.MeanSquaredError(t));",
            ["target is an input"] = """
                Node x = g.Input("x", 4);
                Node y = x.Dense(3).Apply<Relu>().Dense(4);
                return new Model(y, y.MeanSquaredError(x));
                """,
            ["names that emitted code uses"] = """
                Node column = g.Input("column", 4, gradient: true);
                Node element = g.Input("element", 4);
                Node dense1 = g.Target("dense1", 4);
                Node count = (column.Apply<Relu>() * element + element).Dense(4, name: "memory").Apply<LeakyRelu>(0.1).Dense(4, name: "step");
                return new Model(count, count.MeanSquaredError(dense1));
                """,
            ["wide and ragged"] = """
                Node x = g.Input("x", 33);
                Node t = g.Labels("t", 2);
                Node h = x.Dense(31).Apply<Relu>().Dense(16).Apply<LeakyRelu>(0.1).Dense(1).Apply<Relu>();
                Node y = h.Dense(2);
                return new Model(y, y.SoftmaxCrossEntropy(t));
                """,
        };

    /// <summary>A custom op, and a formula of a user's own.</summary>
    public const string Declarations = """

        /// <summary>Layers in a class of their own.</summary>
        public static class Mixer
        {
            [Layer]
            internal static Node Block<TActivation>(Node x, int width = 3, bool residual = true)
                where TActivation : struct, IElementwiseOp
            {
                Node inner = Inner(x.LayerNorm(), width).Apply<TActivation>().Dense(x.Features);
                return residual ? x + inner : inner;
            }

            [Layer]
            static Node Inner(Node x, int width) => x.Dense(width, bias: width != 5);
        }

        /// <summary>y = 2x.</summary>
        public readonly struct Twice : ICustomOp
        {
            int ICustomOp.OutputFeatures(int inputFeatures) => inputFeatures;

            void ICustomOp.Forward<T>(System.ReadOnlySpan<T> input, System.Span<T> output, int rows, int inputFeatures)
            {
                for (int i = 0; i < input.Length; i++) output[i] = input[i] + input[i];
            }

            void ICustomOp.Backward<T>(System.ReadOnlySpan<T> input, System.ReadOnlySpan<T> output, System.ReadOnlySpan<T> outputGradient, System.Span<T> inputGradient, int rows, int inputFeatures)
            {
                for (int i = 0; i < input.Length; i++) inputGradient[i] = outputGradient[i] + outputGradient[i];
            }
        }

        /// <summary>y = the products of neighbours: half as wide.</summary>
        public readonly struct Halves : ICustomOp
        {
            /// <inheritdoc/>
            public int OutputFeatures(int inputFeatures) => inputFeatures / 2;

            /// <inheritdoc/>
            public void Forward<T>(System.ReadOnlySpan<T> input, System.Span<T> output, int rows, int inputFeatures)
                where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
            {
                for (int i = 0; i < output.Length; i++) output[i] = input[2 * i] * input[(2 * i) + 1];
            }

            /// <inheritdoc/>
            public void Backward<T>(System.ReadOnlySpan<T> input, System.ReadOnlySpan<T> output, System.ReadOnlySpan<T> outputGradient, System.Span<T> inputGradient, int rows, int inputFeatures)
                where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
            {
                for (int i = 0; i < output.Length; i++)
                {
                    inputGradient[2 * i] = outputGradient[i] * input[(2 * i) + 1];
                    inputGradient[(2 * i) + 1] = outputGradient[i] * input[2 * i];
                }
            }
        }

        /// <summary>y = x + c·x³.</summary>
        [ElementwiseOp]
        public readonly partial struct Cubic : IElementwiseOp
        {
            /// <summary>x + c·x³.</summary>
            public static T Formula<T>(T x, T c) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => x + c * x * x * x;
        }
        """;

    public static LoadedGraph Load(string name) => LoadedGraph.Compile(LoadedGraph.Source(Bodies[name]) + Declarations);

    /// <summary>What the generator reads, without compiling what it emits.</summary>
    public static GraphDeclaration Read(string name) =>
        (GraphDeclaration)
            LoadedGraph.Generate(LoadedGraph.Source(Bodies[name]) + Declarations).Values(StepNames.ReadLayerGraph).Single();
}
