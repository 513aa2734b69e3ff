using System.Numerics;
using System.Runtime.CompilerServices;
using Pullback.Ops.Kernels;

namespace Pullback.Bench.Compose;

/// <summary>Clip by the global norm, Adam, decoupled decay, learning rate: as one would write it by hand for this one purpose, in place.</summary>
internal sealed class HandFusedLoop(float[] parameters, float[] gradients)
{
    private const double MaxNorm = 1;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private const double Decay = 1e-2;

    private readonly float[] firstMoment = new float[parameters.Length];
    private readonly float[] secondMoment = new float[parameters.Length];
    private long step;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(double learningRate)
    {
        double norm = Reduction.Norm<float>(gradients);
        step++;
        var clip = new Vector<float>((float)(norm < MaxNorm ? 1 : MaxNorm / norm));
        var beta1 = new Vector<float>((float)Beta1);
        var rest1 = new Vector<float>((float)(1 - Beta1));
        var beta2 = new Vector<float>((float)Beta2);
        var rest2 = new Vector<float>((float)(1 - Beta2));
        var scale1 = new Vector<float>((float)(1 / (1 - Math.Pow(Beta1, step))));
        var scale2 = new Vector<float>((float)(1 / (1 - Math.Pow(Beta2, step))));
        var epsilon = new Vector<float>((float)Epsilon);
        var decay = new Vector<float>((float)Decay);
        var rate = new Vector<float>((float)-learningRate);
        for (int i = 0; i <= parameters.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> gradient = clip * new Vector<float>(gradients, i);
            Vector<float> parameter = new(parameters, i);
            Vector<float> first = (beta1 * new Vector<float>(firstMoment, i)) + (rest1 * gradient);
            Vector<float> second = (beta2 * new Vector<float>(secondMoment, i)) + (rest2 * gradient * gradient);
            Vector<float> direction = scale1 * first / (Vector.SquareRoot(scale2 * second) + epsilon);
            (parameter + (rate * (direction + (decay * parameter)))).CopyTo(parameters, i);
            first.CopyTo(firstMoment, i);
            second.CopyTo(secondMoment, i);
        }
    }
}
