using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Programs;

/// <summary>One step of a program: forward and backward speak the same few words. Values and parameter slots are named by their index.</summary>
internal abstract record Instruction
{
    /// <summary>The values that it reads.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>The values that it computes.</summary>
    public abstract IEnumerable<int> Writes { get; }
}

/// <summary>Works on each element by itself, so that a chain of such instructions is one loop over memory.</summary>
internal abstract record ElementwiseInstruction : Instruction;

/// <summary>result = x + bias, the same bias for every row.</summary>
internal sealed record AddBias(int Result, int X, int Slot) : ElementwiseInstruction
{
    public override IEnumerable<int> Reads => [X];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>result = f(x).</summary>
internal sealed record Activate(int Result, int X, ElementwiseFunction Function, ValueList<double> Constants)
    : ElementwiseInstruction
{
    public override IEnumerable<int> Reads => [X];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>result = f′(x), from the argument or, where the op says it can, from the output y = f(x).</summary>
internal sealed record Slope(int Result, int From, bool FromOutput, ElementwiseFunction Function, ValueList<double> Constants)
    : ElementwiseInstruction
{
    public override IEnumerable<int> Reads => [From];

    public override IEnumerable<int> Writes => [Result];
}

internal enum Arithmetic
{
    Add,
    Subtract,
    Multiply,
}

/// <summary>result = left ∘ right.</summary>
internal sealed record Combine(int Result, Arithmetic Operator, int Left, int Right) : ElementwiseInstruction
{
    public override IEnumerable<int> Reads => [Left, Right];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>result = factor · x; a factor of one copies.</summary>
internal sealed record Scale(int Result, int X, double Factor) : ElementwiseInstruction
{
    public override IEnumerable<int> Reads => [X];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>Adds each column of x to the gradient of a bias.</summary>
internal sealed record SumColumns(int Slot, int X, bool Accumulate) : ElementwiseInstruction
{
    public override IEnumerable<int> Reads => [X];

    public override IEnumerable<int> Writes => [];
}

/// <summary>result = x / (1 − rate) where the mask keeps the element, else 0: both of an activation and of its gradient.</summary>
internal sealed record ApplyMask(int Result, int X, int Mask, DropoutOp Dropout) : ElementwiseInstruction
{
    public override IEnumerable<int> Reads => [X, Mask];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>result = all bits where the random stream keeps the element, else none.</summary>
internal sealed record DrawMask(int Result, DropoutOp Dropout) : Instruction
{
    public override IEnumerable<int> Reads => [];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>result = x · W.</summary>
internal sealed record Product(int Result, int X, int Slot, int Inputs, int Outputs) : Instruction
{
    public override IEnumerable<int> Reads => [X];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>result = gradient · Wᵀ: the gradient of a dense layer's input.</summary>
internal sealed record InputProduct(int Result, int Gradient, int Slot, int Inputs, int Outputs) : Instruction
{
    public override IEnumerable<int> Reads => [Gradient];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>∂W = xᵀ · gradient, added to what other layers with the same parameters gave.</summary>
internal sealed record WeightProduct(int Slot, int X, int Gradient, int Inputs, int Outputs, bool Accumulate) : Instruction
{
    public override IEnumerable<int> Reads => [X, Gradient];

    public override IEnumerable<int> Writes => [];
}

/// <summary>Layer normalisation; keeps mean and inverse deviation of each row.</summary>
internal sealed record Normalize(int Result, int Mean, int InverseDeviation, int X, int Weight, int Bias, double Epsilon)
    : Instruction
{
    public override IEnumerable<int> Reads => [X];

    public override IEnumerable<int> Writes => [Result, Mean, InverseDeviation];
}

/// <summary>The gradients of layer normalisation: of its input, and of its parameters, as far as they are needed.</summary>
internal sealed record NormalizeBackward(
    int? Result,
    int X,
    int Mean,
    int InverseDeviation,
    int Gradient,
    int Weight,
    int Bias,
    bool Trainable
) : Instruction
{
    public override IEnumerable<int> Reads => [X, Mean, InverseDeviation, Gradient];

    public override IEnumerable<int> Writes => Result is int result ? [result] : [];
}

/// <summary>Sets everything to zero: the gradient of what has no influence.</summary>
internal sealed record Clear(int Result) : Instruction
{
    public override IEnumerable<int> Reads => [];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>A hand-written op.</summary>
internal sealed record RunCustom(int Result, int X, CustomOp Op) : Instruction
{
    public override IEnumerable<int> Reads => [X];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>The backward kernel of a hand-written op.</summary>
internal sealed record RunCustomBackward(int Result, int X, int Y, int Gradient, CustomOp Op) : Instruction
{
    public override IEnumerable<int> Reads => [X, Y, Gradient];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>The loss of the batch, and in the same pass the gradient of what it compares.</summary>
/// <param name="Gradient">The gradient.</param>
/// <param name="Op">Which loss.</param>
/// <param name="X">Logits or prediction.</param>
/// <param name="Given">The node of the labels or the target.</param>
internal sealed record ComputeLoss(int Gradient, LossOp Op, int X, GraphNode Given) : Instruction
{
    public override IEnumerable<int> Reads => [X];

    public override IEnumerable<int> Writes => [Gradient];
}
