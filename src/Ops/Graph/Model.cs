namespace Pullback.Ops;

/// <summary>What a declaration ends with: which node is the prediction, and which the loss.</summary>
/// <param name="Prediction">The node that <c>Predict</c> returns, [batch, features].</param>
/// <param name="Loss">The loss that <c>Evaluate</c> differentiates: the mean over the batch. A graph may have none.</param>
public sealed record Model(Node Prediction, Node? Loss = null);
