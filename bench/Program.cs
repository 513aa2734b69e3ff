using BenchmarkDotNet.Running;
using Pullback.Bench.Compare;
using Pullback.Bench.Compose;
using Pullback.Bench.Generator;

// `compare` is a side-by-side run against PyTorch and NumPy, `compose` times a composed optimizer beside a loop written by hand, `generator` times the source generator; everything else is for BenchmarkDotNet (`--filter '*MatrixProduct*'`, `--list flat`).
if (args is ["compare", ..])
{
    return ComparisonCommand.Run(args[1..]);
}

if (args is ["compose"])
{
    return ComposeCommand.Run();
}

if (args is ["generator"])
{
    return GeneratorCommand.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
