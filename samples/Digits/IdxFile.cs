using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits;

/// <summary>
/// The IDX format of the MNIST files: two zero bytes, 8 for unsigned bytes, the number of dimensions, each dimension as four bytes with the
/// highest first, then the bytes. A file may be gzipped, whatever its name.
/// </summary>
internal sealed record IdxFile(string Path, int[] Dimensions, byte[] Bytes)
{
    private const byte UnsignedByte = 8;

    /// <summary>Reads a file completely, and checks that it holds what its header says: no less, and no more.</summary>
    /// <exception cref="UserErrorException">The file is missing, unreadable or damaged.</exception>
    public static IdxFile Read(string path, int dimensionCount)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using Stream stream = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            int[] dimensions = ReadHeader(path, stream, dimensionCount);
            int length = Length(path, dimensions);
            byte[] bytes = ReadBytes(path, stream, length);
            return stream.ReadByte() < 0
                ? new IdxFile(path, dimensions, bytes)
                : throw Damaged(path, $"it goes on after the {length} bytes of its header");
        }
        catch (InvalidDataException error)
        {
            throw Damaged(path, "it can't be decoded", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} can't be read: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        bool gzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return gzip;
    }

    private static int[] ReadHeader(string path, Stream stream, int dimensionCount)
    {
        byte[] magic = ReadBytes(path, stream, 4);
        if (magic[0] != 0 || magic[1] != 0 || magic[2] != UnsignedByte || magic[3] != dimensionCount)
        {
            throw Damaged(
                path,
                $"it does not begin as an IDX file of bytes with {dimensionCount} dimension{(dimensionCount == 1 ? "" : "s")}"
            );
        }
        int[] dimensions = new int[dimensionCount];
        for (int i = 0; i < dimensionCount; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(ReadBytes(path, stream, 4));
            if (dimensions[i] < 1)
            {
                throw Damaged(path, $"its header announces a dimension of {dimensions[i]}");
            }
        }
        return dimensions;
    }

    /// <summary>The product of the dimensions, which a damaged header can make larger than any array.</summary>
    private static int Length(string path, int[] dimensions)
    {
        UInt128 length = dimensions.Aggregate(UInt128.One, (product, dimension) => product * (UInt128)dimension);
        return length <= (UInt128)Array.MaxLength ? (int)length : throw Damaged(path, $"its header announces {length} bytes");
    }

    /// <summary>Reads in pieces, so that a damaged header that announces two gigabytes does not allocate them first.</summary>
    private static byte[] ReadBytes(string path, Stream stream, int count)
    {
        const int Piece = 1 << 20;
        using MemoryStream bytes = new(Math.Min(count, Piece));
        byte[] piece = new byte[Math.Min(count, Piece)];
        while (bytes.Length < count)
        {
            int read = stream.Read(piece, 0, (int)Math.Min(piece.Length, count - bytes.Length));
            if (read == 0)
            {
                throw Damaged(path, $"it ends {count - bytes.Length} bytes too early");
            }
            bytes.Write(piece, 0, read);
        }
        return bytes.ToArray();
    }

    private static UserErrorException Damaged(string path, string how, Exception? cause = null) =>
        new($"{path} is damaged: {how}.", cause);
}
