namespace Pullback.Graphs;

/// <summary>The kinds of mistake in a declaration. The generator gives each its own diagnostic id.</summary>
internal enum GraphErrorKind
{
    /// <summary>Two shapes that have to agree do not.</summary>
    ShapeMismatch,

    /// <summary>A width, a number of classes or a number of features below one, or a parameter too long to index.</summary>
    InvalidSize,

    /// <summary>A rate, an epsilon, a factor or a count outside its range.</summary>
    InvalidConstant,

    /// <summary>A name that can't be one: not an identifier, a keyword, or a word that emitted code needs.</summary>
    InvalidName,

    /// <summary>A name that is taken.</summary>
    DuplicateName,

    /// <summary>Labels or a loss where activations belong, or activations where labels or targets belong.</summary>
    WrongOperand,

    /// <summary>The model's loss is not a loss, or its prediction is one.</summary>
    LossNotScalar,

    /// <summary>An input or a layer on which neither the prediction nor the loss depends.</summary>
    Unused,
}

/// <summary>
/// A mistake in a declaration, in words: the subject, what it got, what it needs, and a remedy in brackets. Thrown at run
/// time as an <see cref="ArgumentException"/>, reported at build time as a diagnostic.
/// </summary>
/// <param name="Kind">The kind of mistake.</param>
/// <param name="Message">The whole sentence.</param>
/// <param name="Node">The node that is meant, when it is an earlier one than the one being declared.</param>
internal sealed record GraphError(GraphErrorKind Kind, string Message, int? Node = null);
