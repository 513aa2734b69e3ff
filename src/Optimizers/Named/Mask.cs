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
}
