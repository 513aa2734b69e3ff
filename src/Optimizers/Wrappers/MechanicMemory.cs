namespace Pullback.Optimizers;

/// <summary>What one memory of <see cref="Mechanic"/> has gathered.</summary>
/// <param name="Scale">The share of the scale that it bets, s.</param>
/// <param name="Reward">What it has won, r; a loss where it is negative.</param>
/// <param name="Largest">The largest gain lately, m.</param>
/// <param name="Squares">The sum of squared gains, v, with those before forgotten by and by.</param>
public readonly record struct MechanicMemory(double Scale, double Reward, double Largest, double Squares);
