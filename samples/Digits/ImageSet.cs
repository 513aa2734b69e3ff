namespace Digits;

/// <summary>Images with their digits.</summary>
/// <param name="Name">Where they come from.</param>
/// <param name="PixelCount">How many pixels an image has.</param>
/// <param name="Pixels">All images one after another, row by row.</param>
/// <param name="Labels">The digit of each.</param>
internal sealed record ImageSet(string Name, int PixelCount, float[] Pixels, int[] Labels)
{
    public int Count => Labels.Length;

    public ReadOnlySpan<float> Image(int index) => Pixels.AsSpan(index * PixelCount, PixelCount);

    /// <summary>Those images, in that order.</summary>
    public ImageSet Select(int[] indices)
    {
        float[] pixels = new float[indices.Length * PixelCount];
        for (int i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).CopyTo(pixels.AsSpan(i * PixelCount));
        }
        return this with { Pixels = pixels, Labels = indices.Select(index => Labels[index]).ToArray() };
    }
}
