global using Pullback.Ops;
global using Pullback.Ops.Kernels;
