using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes <c>Layout</c> and <c>Initialize</c>.</summary>
internal static class LayoutEmitter
{
    public static void Write(SourceWriter writer, GraphModel graph)
    {
        writer.Line("/// <summary>Names, shapes and places of the parameters.</summary>");
        writer.Line(GeneratedFile.CodeAttribute);
        writer.Line($"public static {Types.TensorLayout} Layout => EmittedLayout.Value;");
        WriteInitialize(writer, graph);
        writer.Line();
        using (writer.Block("private static class EmittedLayout"))
        {
            string[] additions = [.. graph.Parameters.Select(Addition)];
            writer.Line(
                $"public static readonly {Types.TensorLayout} Value = {Types.TensorLayout}.Empty{(additions.Length == 0 ? ";" : "")}"
            );
            using (writer.Indent())
            {
                for (int slot = 0; slot < additions.Length; slot++)
                {
                    writer.Line(additions[slot] + (slot == additions.Length - 1 ? ";" : ""));
                }
            }
        }
    }

    private static string Addition(ParameterDeclaration parameter)
    {
        string shape = string.Join(", ", parameter.Dimensions.Select(Literals.Int32));
        string trainable = parameter.Trainable ? "" : ", trainable: false";
        return $".Add({Literals.String(parameter.Name)}, new {Types.Shape}({shape}){trainable})";
    }

    private static void WriteInitialize(SourceWriter writer, GraphModel graph)
    {
        writer.Line();
        writer
            .Line("/// <summary>Draws the first parameters. The same key gives the same parameters.</summary>")
            .Line("/// <typeparam name=\"T\"><see cref=\"float\"/> or <see cref=\"double\"/>.</typeparam>")
            .Line("/// <param name=\"key\">The key.</param>")
            .Line("/// <returns>The parameters.</returns>")
            .Line(
                "/// <exception cref=\"global::System.NotSupportedException\"><typeparamref name=\"T\"/> is another type.</exception>"
            )
            .Line(GeneratedFile.CodeAttribute)
            .Line($"public static {Types.TensorSet} Initialize<T>({Types.RandomKey} key)")
            .Line("    " + Types.Constraint);
        using (writer.Block())
        {
            writer
                .Line($"{Types.Ops}.ElementType.Check<T>();")
                .Line($"{Types.TensorBuffer} buffer = {Types.TensorBuffer}.Allocate(Layout);");
            for (int slot = 0; slot < graph.Parameters.Count; slot++)
            {
                string index = Literals.Int32(slot);
                string initializer = Initializer(graph.Parameters[slot].Initializer);
                writer.Line(
                    $"{Types.Ops}.ParameterInitializer.{initializer}.Fill(buffer.Slot({index}), key.Fold({index})); // {graph.Parameters[slot].Name}"
                );
            }
            writer.Line("return buffer.Freeze();");
        }
    }

    private static string Initializer(InitializerDeclaration initializer) =>
        initializer.Kind switch
        {
            InitializerKind.KaimingNormal =>
                $"KaimingNormal({Literals.Int32(initializer.FanIn)}, {Literals.Double(initializer.Gain)})",
            InitializerKind.XavierUniform =>
                $"XavierUniform({Literals.Int32(initializer.FanIn)}, {Literals.Int32(initializer.FanOut)}, {Literals.Double(initializer.Gain)})",
            InitializerKind.Ones => "Ones",
            _ => "Zeros",
        };
}
