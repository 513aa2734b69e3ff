using System.Text.Json;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>One op of a reference graph.</summary>
internal sealed record ReferenceOp(string Id, string Op, string[] Inputs, JsonElement Json)
{
    /// <summary>A member with the name of a tensor; null when the op has none such.</summary>
    public string? TensorName(string member) => Json.Optional(member)?.Text();

    /// <summary>The settings of the op, without what says where it stands.</summary>
    public Settings Settings()
    {
        Settings settings = new(Json);
        foreach (
            string structure in (ReadOnlySpan<string>)
                ["id", "op", "in", "name", "kind", "W", "b", "gamma", "beta", "target", "labels"]
        )
        {
            settings.Skip(structure);
        }
        return settings;
    }
}

/// <summary>A graph of <c>layers.json</c> with the value of each node, the loss, and all gradients.</summary>
internal sealed record ReferenceGraph(
    string Id,
    IReadOnlyList<ReferenceOp> Ops,
    Dictionary<string, ReferenceTensor> Tensors,
    Dictionary<string, ReferenceTensor> Values,
    double Loss,
    Dictionary<string, ReferenceTensor> Gradients,
    Dictionary<string, ReferenceTensor> NodeGradients
)
{
    public static ReferenceGraph Read(JsonElement item) =>
        new(
            item.Member("id").Text(),
            [.. item.Member("ops").Items().Select(ReadOp)],
            ReferenceTensor.ReadAll(item.Member("tensors")),
            ReferenceTensor.ReadAll(item.Member("values")),
            item.Member("loss").Number(),
            ReferenceTensor.ReadAll(item.Member("grads")),
            ReferenceTensor.ReadAll(item.Member("node_grads"))
        );

    public ReferenceTensor Tensor(string name) =>
        Tensors.GetValueOrDefault(name) ?? throw new ReferenceFormatException($"graph '{Id}' has no tensor '{name}'");

    /// <summary>How many ops read the node: with one, the node's gradient is what that op gives it.</summary>
    public int Readers(string node) => Ops.Sum(op => op.Inputs.Count(input => input == node));

    private static ReferenceOp ReadOp(JsonElement op) =>
        new(op.Member("id").Text(), op.Member("op").Text(), [.. op.Member("in").Items().Select(input => input.Text())], op);
}
