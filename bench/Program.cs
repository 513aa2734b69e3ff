using BenchmarkDotNet.Running;
using Pullback.Bench.Compare;

// `compare` is a side-by-side run against PyTorch and NumPy; everything else is for BenchmarkDotNet (`--filter '*MatrixProduct*'`, `--list flat`).
if (args is ["compare", ..])
{
    return ComparisonCommand.Run(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
