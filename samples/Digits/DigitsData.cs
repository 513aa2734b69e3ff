using System.Globalization;
using System.IO.Compression;

namespace Digits;

/// <summary>The 1,797 images of 8×8 pixels that are embedded in the program; Data/README.md says where they come from.</summary>
internal static class DigitsData
{
    private const int PixelCount = 64;
    private const int Darkest = 16;

    public static ImageSet Load()
    {
        using Stream compressed =
            typeof(DigitsData).Assembly.GetManifestResourceStream("digits.csv.gz")
            ?? throw new InvalidOperationException("The embedded digits are missing.");
        return Read(compressed);
    }

    /// <summary>Reads gzipped lines of 64 pixels and a digit.</summary>
    internal static ImageSet Read(Stream compressed)
    {
        using StreamReader reader = new(new GZipStream(compressed, CompressionMode.Decompress));
        List<float> pixels = [];
        List<int> labels = [];
        while (reader.ReadLine() is { } line)
        {
            int[] numbers = line.Split(',')
                .Select(text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))
                .ToArray();
            if (
                numbers.Length != PixelCount + 1
                || numbers[..PixelCount].Any(pixel => pixel > Darkest)
                || numbers[PixelCount] >= DataSplit.ClassCount
            )
            {
                throw new InvalidDataException($"Line {labels.Count + 1} of the digits is not 64 pixels of 0 to 16 and a digit.");
            }
            pixels.AddRange(numbers[..PixelCount].Select(pixel => (float)pixel));
            labels.Add(numbers[PixelCount]);
        }
        return new ImageSet("digits", PixelCount, [.. pixels], [.. labels]);
    }
}
