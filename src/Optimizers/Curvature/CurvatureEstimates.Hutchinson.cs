using System.Numerics;

namespace Pullback.Optimizers;

public static partial class CurvatureEstimates
{
    /// <summary>Hutchinson's estimate of the diagonal of the Hessian, <c>v ⊙ H v</c> with random signs v, where H v is a central difference of gradients.</summary>
    /// <remarks>
    /// <para>
    /// <c>ĥ = v ⊙ (∇f(p + h v) − ∇f(p − h v)) / (2 h)</c>: two gradients for each sample. Its mean over the signs is the diagonal, up to h² times fourth
    /// derivatives; it is exact in each sample where the Hessian is diagonal. An element can be negative, where the function is not convex, and by the
    /// other elements of its row.
    /// </para>
    /// <para>Tensors that are not trainable are not shifted, and have curvature 0. NaN and infinity in the gradients go on into the estimate.</para>
    /// <para>
    /// M. F. Hutchinson, "A stochastic estimator of the trace of the influence matrix for Laplacian smoothing splines", 1989; C. Bekas, E. Kokiopoulou,
    /// Y. Saad, "An estimator for the diagonal of a matrix", 2007.
    /// </para>
    /// </remarks>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">The loss and its gradients as a function of the parameters, of one batch: the same loss at every call.</param>
    /// <param name="parameters">Where the Hessian is estimated.</param>
    /// <param name="key">What the signs are drawn from: a new one for every step, such as <c>key.Fold(step)</c>.</param>
    /// <param name="samples">How many estimates are averaged; at least 1.</param>
    /// <param name="distance">
    /// How far the parameters are shifted, h; above 0. Null, the default, is <c>∛ε · max(1, max|p|)</c> with the precision ε of T and the maximum over the trainable tensors, where rounding and
    /// curvature of higher order are in balance.
    /// </param>
    /// <returns>The estimate, of the parameters' layout.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="samples"/> is less than 1, or <paramref name="distance"/> is not finite and positive.</exception>
    /// <exception cref="ArgumentException">The gradients have another layout than the parameters.</exception>
    /// <exception cref="InvalidOperationException">The parameters were donated.</exception>
    public static TensorSet<T> Hutchinson<T>(
        Func<TensorSet<T>, LossAndGradients<T>> gradient,
        TensorSet<T> parameters,
        RandomKey key,
        int samples = 1,
        double? distance = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(parameters);
        _ = Require.AtLeastOne(samples);
        double reach = distance is { } given ? Require.Positive(given, nameof(distance)) : Reach(parameters);
        TensorSet<T> sum = TensorSet<T>.Zeros(parameters.Layout);
        for (int sample = 0; sample < samples; sample++)
        {
            TensorSet<T> signs = Signs<T>(parameters.Layout, key.Fold(sample));
            TensorSet<T> shift = reach * signs;
            TensorSet<T> change = GradientsAt(parameters + shift) - GradientsAt(parameters - shift);
            sum += signs.Zip(change, (sign, difference) => sign * difference);
        }

        return sum.Scale(0.5 / (reach * samples));

        TensorSet<T> GradientsAt(TensorSet<T> point)
        {
            TensorSet<T> gradients = gradient(point).Gradients;
            Throw.IfLayoutDiffers(gradients.Layout, parameters.Layout, nameof(gradient));
            return gradients;
        }
    }

    private static double Reach<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double precision = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        double largest = 1;
        for (int i = 0; i < parameters.Layout.Slots.Count; i++)
        {
            // What is not shifted has no say in how far the others are: a frozen table of large numbers would drown their curvature.
            if (parameters.Layout.Slots[i].Trainable)
            {
                largest = Math.Max(largest, Reduction.MaxNorm(parameters.Slot(i)));
            }
        }

        return Math.Cbrt(precision) * largest;
    }

    /// <summary>Signs from the key, tensor by tensor; 0 for tensors that are not trainable.</summary>
    private static TensorSet<T> Signs<T>(TensorLayout layout, RandomKey key)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorBuffer<T> signs = TensorBuffer<T>.Allocate(layout);
        for (int i = 0; i < layout.Slots.Count; i++)
        {
            if (!layout.Slots[i].Trainable)
            {
                continue;
            }

            Span<T> own = signs.Slot(i);
            uint[] bits = new uint[own.Length];
            key.Fold(i).FillBits(bits);
            for (int j = 0; j < bits.Length; j++)
            {
                own[j] = (bits[j] & 1) == 0 ? T.One : -T.One;
            }
        }

        return signs.Freeze();
    }
}
