using System.Numerics;
using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>The checks of one hand-written op in one case.</summary>
internal sealed class CustomOpCheck<TOp>(GradientCheckOptions options)
    where TOp : struct, ICustomOp
{
    public GradientReport Run(CheckCase drawn)
    {
        CaseRandom random = new(drawn);
        Comparer comparer = new(options);
        int rows = random.Batch();
        int features =
            options.Features.Count > 0 ? options.Features[random.Integer(0, options.Features.Count - 1)] : random.RaggedLength();
        int outputs = default(TOp).OutputFeatures(features);
        double[] input = random.Values(rows * features, options.Minimum, options.Maximum);
        double[] upstream = random.Values(rows * outputs, -2, 2);
        OpRun run = new(rows, features, outputs);

        CheckGradient(comparer, run, input, upstream, random);
        CheckUpstream(comparer, run, input, upstream);
        CheckPurity(comparer, run, input, upstream);
        CheckRows(comparer, run, input, upstream);
        CheckSingle(comparer, run, input, upstream);
        string name = Replays.Name(typeof(TOp));
        return comparer.Report(
            name,
            $"input {new Shape(rows, features)}, output {new Shape(rows, outputs)}",
            drawn,
            $"GradientCheck.VerifyCustomOp<{name}>({Replays.Of(drawn, options)})"
        );
    }

    private static void CheckGradient(Comparer comparer, OpRun run, double[] input, double[] upstream, CaseRandom random)
    {
        double[] gradient = run.Backward<double>(input, upstream);
        CentralDifference difference = new(() => run.Forward<double>(input), upstream);
        comparer.AgainstDifferences("backward", "input", run.InputShape, input, gradient, difference, random);
    }

    private static void CheckUpstream(Comparer comparer, OpRun run, double[] input, double[] upstream)
    {
        double[] gradient = run.Backward<double>(input, upstream);
        double[] doubled = run.Backward<double>(input, [.. upstream.Select(g => 2 * g)]);
        comparer.Equal(
            "twice the upstream gradient gives twice the gradient",
            "input",
            run.InputShape,
            doubled,
            [.. gradient.Select(g => 2 * g)]
        );
        comparer.Equal(
            "zero upstream gradient gives zero",
            "input",
            run.InputShape,
            run.Backward<double>(input, new double[upstream.Length]),
            new double[input.Length]
        );
    }

    private static void CheckPurity(Comparer comparer, OpRun run, double[] input, double[] upstream)
    {
        double[] inputBefore = [.. input];
        double[] upstreamBefore = [.. upstream];
        double[] output = run.Forward<double>(input);
        double[] gradient = run.Backward<double>(input, upstream);
        comparer.Same("forward, twice", "output", run.OutputShape, run.Forward<double>(input), output);
        comparer.Same("backward, twice", "input", run.InputShape, run.Backward<double>(input, upstream), gradient);
        comparer.Same("the input is left alone", "input", run.InputShape, input, inputBefore);
        comparer.Same("the upstream gradient is left alone", "output", run.OutputShape, upstream, upstreamBefore);
    }

    /// <summary>A batch may be cut in any way, so a row must not depend on the rows around it.</summary>
    private static void CheckRows(Comparer comparer, OpRun run, double[] input, double[] upstream)
    {
        OpRun single = run with { Rows = 1 };
        double[] outputs = new double[run.Rows * run.Outputs];
        double[] gradients = new double[run.Rows * run.Features];
        for (int row = 0; row < run.Rows; row++)
        {
            double[] x = input[(row * run.Features)..((row + 1) * run.Features)];
            double[] g = upstream[(row * run.Outputs)..((row + 1) * run.Outputs)];
            single.Forward<double>(x).CopyTo(outputs, row * run.Outputs);
            single.Backward<double>(x, g).CopyTo(gradients, row * run.Features);
        }
        comparer.Same(
            "each row of the output as if it were alone",
            "output",
            run.OutputShape,
            run.Forward<double>(input),
            outputs
        );
        comparer.Same(
            "each row of the gradient as if it were alone",
            "input",
            run.InputShape,
            run.Backward<double>(input, upstream),
            gradients
        );
    }

    private void CheckSingle(Comparer comparer, OpRun run, double[] input, double[] upstream)
    {
        float[] x = Doubles.To<float>(input);
        float[] g = Doubles.To<float>(upstream);
        double[] roundedInput = Doubles.From<float>(x);
        comparer.Close(
            "float forward against double",
            "output",
            run.OutputShape,
            Doubles.From<float>(run.Forward(x)),
            run.Forward(roundedInput),
            options.SingleTolerance
        );
        comparer.Close(
            "float backward against double",
            "input",
            run.InputShape,
            Doubles.From<float>(run.Backward(x, g)),
            run.Backward(roundedInput, Doubles.From<float>(g)),
            options.SingleTolerance
        );
    }

    /// <summary>The op at one shape. Results are filled with NaN first, so that an element which the op forgets to write shows.</summary>
    private sealed record OpRun(int Rows, int Features, int Outputs)
    {
        public Shape InputShape => new(Rows, Features);

        public Shape OutputShape => new(Rows, Outputs);

        public T[] Forward<T>(T[] input)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] output = new T[Rows * Outputs];
            output.AsSpan().Fill(T.NaN);
            default(TOp).Forward<T>(input, output, Rows, Features);
            return output;
        }

        public T[] Backward<T>(T[] input, T[] upstream)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T[] gradient = new T[Rows * Features];
            gradient.AsSpan().Fill(T.NaN);
            default(TOp).Backward<T>(input, Forward(input), upstream, gradient, Rows, Features);
            return gradient;
        }
    }
}
