using System.Buffers.Binary;
using System.Text.Json;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Reading;

/// <summary>A tensor of a reference file: row-major numbers with their shape, from a list or from packed bytes.</summary>
public sealed record ReferenceTensor(int[] Shape, double[] Data)
{
    public int Rank => Shape.Length;

    /// <summary>The length of the last axis; 1 for a scalar.</summary>
    public int LastAxis => Rank == 0 ? 1 : Shape[^1];

    /// <summary>How many rows there are when all axes but the last are taken together.</summary>
    public int Rows => LastAxis == 0 ? 0 : Data.Length / LastAxis;

    /// <summary>Reads <c>{shape, data}</c> with a list of numbers, or with base64 bytes in little-endian order.</summary>
    public static ReferenceTensor Read(JsonElement element)
    {
        int[] shape = element.Member("shape").Integers();
        double[] data = element.Optional("encoding") is { } encoding
            ? Unpack(element, encoding.Text())
            : element.Member("data").Numbers();
        long count = shape.Aggregate(1L, (product, length) => product * length);
        return count == data.Length
            ? new ReferenceTensor(shape, data)
            : throw new ReferenceFormatException(
                $"shape [{string.Join(", ", shape)}] has {count} elements, the data {data.Length}"
            );
    }

    /// <summary>All tensors of an object, by name and in the order of the file.</summary>
    public static Dictionary<string, ReferenceTensor> ReadAll(JsonElement element) =>
        element.Properties().ToDictionary(member => member.Name, member => Read(member.Value), StringComparer.Ordinal);

    /// <summary>The transposed matrix: dense weights are (out, in) in most files, (in, out) in the library.</summary>
    public ReferenceTensor Transposed()
    {
        if (Rank != 2)
        {
            throw new ReferenceFormatException($"a matrix was expected, found shape [{string.Join(", ", Shape)}]");
        }
        int rows = Shape[0];
        int columns = Shape[1];
        double[] transposed = new double[Data.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                transposed[column * rows + row] = Data[row * columns + column];
            }
        }
        return new ReferenceTensor([columns, rows], transposed);
    }

    private static double[] Unpack(JsonElement element, string encoding)
    {
        if (encoding != "base64-le")
        {
            throw new ReferenceFormatException($"encoding '{encoding}' is unknown, 'base64-le' was expected");
        }
        if (!element.Member("data").TryGetBytesFromBase64(out byte[]? bytes))
        {
            throw new ReferenceFormatException("the packed data is not base64");
        }
        string type = element.Member("dtype").Text();
        return type switch
        {
            "uint8" => [.. bytes.Select(value => (double)value)],
            "uint16" => Unpack(bytes, sizeof(ushort), at => BinaryPrimitives.ReadUInt16LittleEndian(at)),
            "float32" => Unpack(bytes, sizeof(float), at => BinaryPrimitives.ReadSingleLittleEndian(at)),
            "float64" => Unpack(bytes, sizeof(double), BinaryPrimitives.ReadDoubleLittleEndian),
            _ => throw new ReferenceFormatException($"element type '{type}' is unknown"),
        };
    }

    private delegate double ReadElement(ReadOnlySpan<byte> at);

    private static double[] Unpack(byte[] bytes, int size, ReadElement read)
    {
        double[] values = new double[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(bytes.AsSpan(i * size));
        }
        return values;
    }
}
