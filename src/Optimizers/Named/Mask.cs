namespace Pullback.Optimizers;

/// <summary>Masks with which named optimizers leave out what a setting makes pointless.</summary>
internal static class Mask
{
    /// <summary>The filter, unless the hyperparameter is zero for ever: then nothing, so that the rule costs no work and no state.</summary>
    public static ParameterFilter Unless(Schedule zero, ParameterFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return zero is ConstantSchedule { Value: 0 } ? ParameterFilter.None : filter;
    }

    /// <summary>All tensors; none without momentum, with which Nesterov's look-ahead would be ignored: it is refused, where all settings are known.</summary>
    public static ParameterFilter OfMomentum(Trace velocity) =>
        velocity is { Nesterov: true, Momentum: ConstantSchedule { Value: 0 } }
            ? throw Refused(nameof(velocity.Momentum), "must be greater than 0 with Nesterov, but is 0.")
            : Unless(velocity.Momentum, ParameterFilter.All);

    private static ArgumentOutOfRangeException Refused(string name, string why) => new(name, $"{name} {why}");
}
