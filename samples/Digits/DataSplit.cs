using Pullback.Ops;

namespace Digits;

/// <summary>Images to train on, and images that training never sees.</summary>
internal sealed record DataSplit(ImageSet Training, ImageSet Test)
{
    public const int ClassCount = 10;

    /// <summary>The key of the split: fixed, so that it depends on no seed, and drawn once, so that it was not chosen by its result.</summary>
    private static readonly RandomKey Key = new(seed: 20);

    /// <summary>One image in five for the test, of every digit alike.</summary>
    public static DataSplit Stratified(ImageSet images)
    {
        List<int> training = [];
        List<int> test = [];
        for (int digit = 0; digit < ClassCount; digit++)
        {
            int[] ofDigit = Enumerable.Range(0, images.Count).Where(index => images.Labels[index] == digit).ToArray();
            int[] order = Key.Fold(digit).Permutation(ofDigit.Length);
            int testCount = (ofDigit.Length + 2) / 5;
            test.AddRange(order.Take(testCount).Select(place => ofDigit[place]));
            training.AddRange(order.Skip(testCount).Select(place => ofDigit[place]));
        }
        training.Sort();
        test.Sort();
        return training.Count == 0 || test.Count == 0
            ? throw new UserErrorException(
                $"{images.Name}: {images.Count} images are too few to be split into training and test."
            )
            : new DataSplit(images.Select([.. training]), images.Select([.. test]));
    }

    /// <summary>Every pixel minus the mean, divided by the standard deviation, both over the training images alone.</summary>
    public DataSplit Standardised()
    {
        double mean = Training.Pixels.Average(pixel => (double)pixel);
        double variance = Training.Pixels.Average(pixel => (pixel - mean) * (pixel - mean));
        // Images that are all alike are left where they are.
        double scale = variance > 0 ? 1 / Math.Sqrt(variance) : 1;
        ImageSet Apply(ImageSet images) =>
            images with
            {
                Pixels = Array.ConvertAll(images.Pixels, pixel => (float)((pixel - mean) * scale)),
            };
        return new DataSplit(Apply(Training), Apply(Test));
    }
}
