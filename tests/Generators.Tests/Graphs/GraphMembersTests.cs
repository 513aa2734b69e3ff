using System.Reflection;
using Xunit;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>The emitted members as a user calls them: overloads, names, errors before anything is written, independence of the degree.</summary>
public sealed class GraphMembersTests
{
    private const string User = """
        using System;
        using Pullback.Ops;

        /// <summary>Calls the members of Net.</summary>
        public static class User
        {
            static readonly RandomKey key = new(5);
            static readonly TensorSet<float> parameters = Net.Initialize<float>(key);
            static readonly float[] pixels = new float[3 * 4];
            static readonly int[] labels = [0, 1, 2];

            /// <summary>Every message, in order.</summary>
            public static string[] Errors() =>
            [
                Message(() => Net.Evaluate(parameters, new float[11], labels, key)),
                Message(() => Net.Evaluate(parameters, pixels, new int[2], key)),
                Message(() => Net.Evaluate(parameters, pixels, [0, 1, 3], key)),
                Message(() => Net.Evaluate(parameters, Array.Empty<float>(), [], key)),
                Message(() => Net.Evaluate(parameters, pixels, labels, key, Net.CreateWorkspace<float>(2))),
                Message(() => Net.Evaluate(TensorSet<float>.Zeros(TensorLayout.Empty), pixels, labels, key)),
                Message(() => Net.Evaluate(null!, pixels, labels, key)),
                Message(() => Net.Evaluate(parameters, null!, labels, key)),
                Message(() => Net.Initialize<Half>(key)),
                Message(() => Net.Predict(parameters, pixels, new float[8])),
                Message(() => Net.Forward(parameters, pixels, key, new float[1], new float[9])),
                Message(() => Net.Backward(parameters, pixels, new float[Net.SavedLength(3)], new float[9], new float[3], new float[12])),
                Message(() => { float[] both = new float[12]; Net.Predict(parameters, both, both.AsSpan(0, 9)); }),
                Message(() => Net.Evaluate(Donated(), pixels, labels, key)),
            ];

            /// <summary>Spans and arrays, named members, empty batches.</summary>
            public static void Members()
            {
                float[] expected = Net.Predict(parameters, pixels);
                float[] destination = new float[9];
                Net.Predict<float>(parameters, pixels.AsSpan(), destination.AsSpan());
                Equal(expected, destination);
                Equal(expected, Net.Predict(parameters, (ReadOnlySpan<float>)pixels));
                Equal([], Net.Predict(parameters, Array.Empty<float>()));

                var named = new Net.Parameters<float>(parameters);
                Equal(parameters["dense1.weight"].ToArray(), named.Dense1.Weight.ToArray());
                Equal(parameters["encoder.wide.bias"].ToArray(), named.Encoder.Wide.Bias.ToArray());
                if (Net.Layout != Net.Definition.Graph.Layout || Net.Definition.Kernels<float>().Layout != Net.Layout)
                {
                    throw new InvalidOperationException("layouts");
                }
            }

            /// <summary>One thread and two give the same bits.</summary>
            public static void Degrees()
            {
                float[] many = new float[500 * 4];
                key.FillNormal(many);
                int[] classes = new int[500];
                var one = Net.Evaluate(parameters, many, classes, key, Net.CreateWorkspace<float>(500));
                var two = Net.Evaluate(parameters, many, classes, key, Net.CreateWorkspace<float>(500, degree: 2));
                if (!one.Gradients.Equals(two.Gradients) || one.Loss != two.Loss)
                {
                    throw new InvalidOperationException("degrees");
                }
            }

            static TensorSet<float> Donated()
            {
                TensorSet<float> set = parameters.Copy();
                TensorBuffer<float>.Claim(set, "a test");
                return set;
            }

            static void Equal(float[] expected, float[] actual)
            {
                if (!expected.AsSpan().SequenceEqual(actual))
                {
                    throw new InvalidOperationException(string.Join(" ", expected) + " is not " + string.Join(" ", actual));
                }
            }

            static string Message(Action action)
            {
                try
                {
                    action();
                    return "no error";
                }
                catch (Exception error)
                {
                    return error.GetType().Name + ": " + error.Message;
                }
            }
        }
        """;

    private static readonly Lazy<Type> _user = new(() =>
        LoadedGraph
            .Generate(
                LoadedGraph.Source(
                    """
                    Node pixels = g.Input("pixels", 4, gradient: true);
                    Node labels = g.Labels("labels", classes: 3);
                    Node hidden = pixels.Dense(5).Apply<Relu>().Dropout(0.1);
                    using (g.Scope("encoder"))
                    {
                        hidden = hidden.Dense(6, name: "wide");
                    }
                    Node logits = hidden.Dense(3);
                    return new Model(logits, logits.SoftmaxCrossEntropy(labels));
                    """
                ),
                User
            )
            .AssertCompiles()
            .Load()
            .GetType("User")!
    );

    [Fact]
    public void Errors_name_the_argument_what_it_got_and_what_it_needs()
    {
        string[] errors = (string[])Call("Errors")!;

        string[][] expected =
        [
            ["ArgumentException", "pixels", "11", "4"],
            ["ArgumentException", "labels", "2", "3", "pixels"],
            ["ArgumentOutOfRangeException", "labels[2]", "3", "0 to 2"],
            ["ArgumentException", "pixels is empty"],
            ["ArgumentException", "3", "2"],
            ["ArgumentException", "parameters", "dense1.weight"],
            ["ArgumentNullException", "parameters"],
            ["ArgumentNullException", "pixels"],
            ["NotSupportedException", "Half"],
            ["ArgumentException", "destination", "8", "9"],
            ["ArgumentException", "saved", "1"],
            ["ArgumentException", "parameterGradients", "3"],
            ["ArgumentException", "destination overlaps pixels"],
            ["InvalidOperationException", "donated to a test"],
        ];
        Assert.Equal(expected.Length, errors.Length);
        foreach (var (words, error) in expected.Zip(errors))
        {
            Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Overloads_and_names_agree() => Call("Members");

    [Fact]
    public void Results_do_not_depend_on_the_degree() => Call("Degrees");

    private static object? Call(string method)
    {
        try
        {
            return _user.Value.GetMethod(method)!.Invoke(null, null);
        }
        catch (TargetInvocationException error)
        {
            throw error.InnerException!;
        }
    }
}
