using System.Globalization;
using Xunit;

namespace Pullback.Ops.Tests.Graphs;

public sealed class GraphTableTests
{
    private const string Expected = """
        layer                 reads                   output         parameters  initialiser
        -------------------------------------------------------------------------------------------------------------------------
        pixels                                        [batch, 64]
        labels                                        10 classes
        dense1                pixels                  [batch, 128]        8,320  weight Kaiming normal, deviation 0.1768; bias zeros
        rectifier1            dense1                  [batch, 128]
        dropout1              rectifier1              [batch, 128]               rate 0.2
        dense2                dropout1                [batch, 10]         1,290  weight Xavier uniform, bound 0.2085; bias zeros
        softmaxCrossEntropy1  dense2, labels          scalar
        total                                                             9,610  9,610 trainable
        """;

    [Fact]
    public void A_graph_prints_as_a_table() => Assert.Equal(Squeeze(Expected), Squeeze(Digits().ToString()));

    [Fact]
    public void Columns_are_aligned()
    {
        string[] lines = Digits().ToString().Split('\n');
        int output = lines[0].IndexOf("output", StringComparison.Ordinal);
        int endOfParameters = lines[0].IndexOf("parameters", StringComparison.Ordinal) + "parameters".Length;

        Assert.Equal(output, lines[4].IndexOf("[batch, 128]", StringComparison.Ordinal));
        Assert.Equal(endOfParameters, lines[4].IndexOf("8,320", StringComparison.Ordinal) + "8,320".Length);
        Assert.Equal(endOfParameters, lines[^1].IndexOf("9,610", StringComparison.Ordinal) + "9,610".Length);
        Assert.DoesNotContain(lines, line => line.EndsWith(' '));
    }

    [Fact]
    public void Frozen_and_shared_parameters_are_marked_and_counted_once()
    {
        string table = Graph
            .Define(g =>
            {
                DenseParameters shared = g.DenseParameters(3, 3);
                return new Model(g.Input("x", 3).Dense(shared).Dense(shared).Dense(2, bias: false, trainable: false));
            })
            .ToString();

        Assert.Matches(@"dense1_2\s+dense1\s+\[batch, 3\]\s+shared", table);
        Assert.Contains("(frozen)", table, StringComparison.Ordinal);
        Assert.Matches(@"total\s+18  12 trainable", table);
    }

    [Fact]
    public void The_table_is_the_same_under_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string expected = Digits().ToString();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." },
            };
            Assert.Equal(expected, Digits().ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_graph_under_declaration_prints_too()
    {
        Graph.Define(g =>
        {
            Node x = g.Input("x", 3).Dense(2);
            Assert.Matches(@"dense1\s+x\s+\[batch, 2\]", g.ToString());
            Assert.Equal("dense1 [batch, 2]", x.ToString());
            return new Model(x);
        });
    }

    private static Graph Digits() =>
        Graph.Define(g =>
        {
            Node pixels = g.Input("pixels", 64);
            Node labels = g.Labels("labels", classes: 10);
            Node logits = pixels.Dense(128).Apply<Rectifier>(0).Dropout(0.2).Dense(10);
            return new Model(logits, logits.SoftmaxCrossEntropy(labels));
        });

    /// <summary>Without the exact widths of columns, which the other test is about.</summary>
    private static string[] Squeeze(string table) =>
        table
            .Split('\n')
            .Where(line => !line.StartsWith("---", StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ToArray();
}
