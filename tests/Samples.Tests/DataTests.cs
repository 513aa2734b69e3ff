using Digits;
using Xunit;

namespace Samples.Tests;

public sealed class DataTests
{
    [Fact]
    public void The_embedded_digits_are_complete()
    {
        ImageSet digits = DigitsData.Load();

        Assert.Equal(1797, digits.Count);
        Assert.Equal(1797 * 64, digits.Pixels.Length);
        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            Enumerable.Range(0, 10).Select(digit => digits.Labels.Count(label => label == digit))
        );
        Assert.Equal([0f, 0f, 5f, 13f], digits.Pixels[..4]);
    }

    [Fact]
    public void The_split_is_stratified_complete_and_without_overlap()
    {
        ImageSet numbered = Numbered(DigitsData.Load());

        DataSplit split = DataSplit.Stratified(numbered);

        float[] training = split.Training.Pixels;
        float[] test = split.Test.Pixels;
        Assert.Equal(Enumerable.Range(0, 1797).Select(index => (float)index), training.Concat(test).Order());
        for (int digit = 0; digit < 10; digit++)
        {
            double share =
                (double)split.Test.Labels.Count(label => label == digit) / numbered.Labels.Count(label => label == digit);
            Assert.InRange(share, 0.195, 0.205);
        }
        Assert.Equal(numbered.Labels[(int)test[7]], split.Test.Labels[7]);
    }

    [Fact]
    public void The_split_is_the_same_every_time()
    {
        ImageSet numbered = Numbered(DigitsData.Load());

        Assert.Equal(DataSplit.Stratified(numbered).Test.Pixels, DataSplit.Stratified(numbered).Test.Pixels);
    }

    [Fact]
    public void Pixels_are_standardised_by_the_training_images_alone()
    {
        DataSplit split = new DataSplit(
            new ImageSet("a", 2, [1, 3, 5, 7], [0, 1]),
            new ImageSet("b", 2, [4, 100], [1])
        ).Standardised();

        Assert.Equal(0, split.Training.Pixels.Average(), 6);
        Assert.Equal(1, split.Training.Pixels.Average(pixel => pixel * pixel), 6);
        Assert.Equal([0f, (float)(96 / Math.Sqrt(5))], split.Test.Pixels);
    }

    /// <summary>Images of one pixel, which is their number.</summary>
    private static ImageSet Numbered(ImageSet images) =>
        images with
        {
            PixelCount = 1,
            Pixels = Enumerable.Range(0, images.Count).Select(index => (float)index).ToArray(),
        };
}
