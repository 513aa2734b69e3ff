namespace Digits;

/// <summary>
/// A folder with MNIST's files under their usual names: a pair <c>train-…</c> and a pair <c>t10k-…</c> are training and test; a single
/// pair is split as the embedded digits are.
/// </summary>
internal static class IdxFolder
{
    private const int Side = 28;

    /// <exception cref="UserErrorException">The folder or a file is missing, unreadable or damaged.</exception>
    public static DataSplit Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"the folder '{folder}' given by --data does not exist.");
        }
        ImageSet? training = LoadPair(folder, "train");
        ImageSet? test = LoadPair(folder, "t10k");
        return (training, test) switch
        {
            (not null, not null) => new DataSplit(training, test),
            (null, null) => throw new UserErrorException(
                $"the folder '{folder}' holds no MNIST files: expected train-images-idx3-ubyte and train-labels-idx1-ubyte, or the same with t10k, with or without .gz."
            ),
            _ => DataSplit.Stratified((training ?? test)!),
        };
    }

    private static ImageSet? LoadPair(string folder, string part)
    {
        string? imagesPath = Find(folder, $"{part}-images", "idx3-ubyte");
        string? labelsPath = Find(folder, $"{part}-labels", "idx1-ubyte");
        if (imagesPath is null && labelsPath is null)
        {
            return null;
        }
        if (imagesPath is null || labelsPath is null)
        {
            string missing = imagesPath is null ? $"{part}-images-idx3-ubyte" : $"{part}-labels-idx1-ubyte";
            throw new UserErrorException(
                $"the folder '{folder}' has no {missing} beside {Path.GetFileName(imagesPath ?? labelsPath)}."
            );
        }
        IdxFile images = IdxFile.Read(imagesPath, dimensionCount: 3);
        IdxFile labels = IdxFile.Read(labelsPath, dimensionCount: 1);
        Check(images, labels);
        return new ImageSet(
            part,
            Side * Side,
            Array.ConvertAll(images.Bytes, pixel => (float)pixel),
            Array.ConvertAll(labels.Bytes, label => (int)label)
        );
    }

    private static void Check(IdxFile images, IdxFile labels)
    {
        if (images.Dimensions[1] != Side || images.Dimensions[2] != Side)
        {
            throw new UserErrorException(
                $"{images.Path} has images of {images.Dimensions[1]}×{images.Dimensions[2]} pixels, but 28×28 are needed."
            );
        }
        if (images.Dimensions[0] != labels.Dimensions[0])
        {
            throw new UserErrorException(
                $"{images.Path} has {images.Dimensions[0]} images, but {labels.Path} has {labels.Dimensions[0]} labels."
            );
        }
        int wrong = Array.FindIndex(labels.Bytes, label => label >= DataSplit.ClassCount);
        if (wrong >= 0)
        {
            throw new UserErrorException($"{labels.Path} is damaged: label {wrong} is {labels.Bytes[wrong]}, which is no digit.");
        }
    }

    /// <summary>Mirrors write the name with a hyphen or a dot before the type.</summary>
    private static string? Find(string folder, string stem, string type) =>
        new[] { $"{stem}-{type}", $"{stem}.{type}" }
            .SelectMany(name => new[] { name, name + ".gz" })
            .Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
