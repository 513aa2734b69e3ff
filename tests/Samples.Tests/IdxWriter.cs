using System.Buffers.Binary;
using System.IO.Compression;

namespace Samples.Tests;

/// <summary>Writes small IDX files, whole or damaged.</summary>
internal static class IdxWriter
{
    /// <summary>Images of 28×28 pixels that show their digit as a bright row, and their labels.</summary>
    public static void WritePair(TemporaryFolder folder, string part, int count, bool gzip)
    {
        byte[] labels = Enumerable.Range(0, count).Select(index => (byte)(index % 10)).ToArray();
        byte[] pixels = new byte[count * 784];
        for (int i = 0; i < count; i++)
        {
            pixels.AsSpan((i * 784) + (labels[i] * 56), 56).Fill((byte)(200 + (i % 50)));
        }
        Write(folder.File($"{part}-images-idx3-ubyte{(gzip ? ".gz" : "")}"), Idx([count, 28, 28], pixels), gzip);
        Write(folder.File($"{part}-labels-idx1-ubyte{(gzip ? ".gz" : "")}"), Idx([count], labels), gzip);
    }

    public static byte[] Idx(int[] dimensions, byte[] bytes)
    {
        byte[] header = new byte[4 + (4 * dimensions.Length)];
        header[2] = 8;
        header[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        }
        return [.. header, .. bytes];
    }

    public static void Write(string path, byte[] bytes, bool gzip)
    {
        using FileStream file = File.Create(path);
        using Stream stream = gzip ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(bytes);
    }
}
