using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Where each parameter lies in the buffer of its set, as <c>TensorLayout</c> places it at run time.</summary>
internal sealed class ParameterPlaces
{
    /// <summary>As <c>TensorLayout.Alignment</c>.</summary>
    private const int Alignment = 16;

    private readonly int[] _offsets;
    private readonly int[] _lengths;

    public ParameterPlaces(GraphModel graph)
    {
        _lengths = [.. graph.Parameters.Select(parameter => parameter.ElementCount)];
        _offsets = new int[_lengths.Length];
        int offset = 0;
        for (int slot = 0; slot < _lengths.Length; slot++)
        {
            _offsets[slot] = offset;
            offset = Align(offset + _lengths[slot]);
        }
        BufferLength = offset;
    }

    /// <summary>The length of the whole buffer, padding included.</summary>
    public int BufferLength { get; }

    /// <summary>The expression of a parameter's elements within the buffer.</summary>
    public string Slice(string buffer, int slot) => Slice(buffer, _offsets[slot], _lengths[slot]);

    /// <summary>The expression of the padding that follows a parameter, or null where there is none.</summary>
    public string? Padding(string buffer, int slot)
    {
        int end = _offsets[slot] + _lengths[slot];
        int padding = Align(end) - end;
        return padding == 0 ? null : Slice(buffer, end, padding);
    }

    private static string Slice(string buffer, int offset, int length) =>
        $"{buffer}.Slice({Literals.Int32(offset)}, {Literals.Int32(length)})";

    private static int Align(int length) => (length + Alignment - 1) & -Alignment;
}
