using Digits;
using Xunit;

namespace Samples.Tests;

public sealed class IdxFolderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_train_and_a_t10k_pair_are_the_split(bool gzip)
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, "train", 30, gzip);
        IdxWriter.WritePair(folder, "t10k", 12, gzip);

        DataSplit split = IdxFolder.Load(folder.Path);

        Assert.Equal(30, split.Training.Count);
        Assert.Equal(12, split.Test.Count);
        Assert.Equal([0, 1, 2], split.Training.Labels[..3]);
        Assert.Equal(201f, split.Training.Pixels[784 + 56]);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("t10k")]
    public void A_single_pair_is_split_one_in_five(string part)
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, part, 100, gzip: true);

        DataSplit split = IdxFolder.Load(folder.Path);

        Assert.Equal(80, split.Training.Count);
        Assert.Equal(20, split.Test.Count);
        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(2, split.Test.Labels.Count(label => label == digit)));
    }

    [Fact]
    public void A_gzipped_file_may_lack_the_ending()
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, "train", 50, gzip: true);
        foreach (string path in Directory.GetFiles(folder.Path))
        {
            File.Move(path, path[..^3]);
        }

        Assert.Equal(40, IdxFolder.Load(folder.Path).Training.Count);
    }

    [Fact]
    public void A_folder_without_files_is_told_what_is_expected()
    {
        using TemporaryFolder folder = new();

        Assert.Contains("holds no MNIST files: expected train-images-idx3-ubyte", Refused(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_without_labels_are_told_the_missing_file()
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, "t10k", 50, gzip: true);
        File.Delete(folder.File("t10k-labels-idx1-ubyte.gz"));

        Assert.Contains(
            "has no t10k-labels-idx1-ubyte beside t10k-images-idx3-ubyte.gz",
            Refused(folder),
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string, Func<byte[], byte[]>> Damages =>
        new()
        {
            { "it ends 1 bytes too early", bytes => bytes[..^1] },
            { "it ends 39200 bytes too early", bytes => bytes[..16] },
            { "it ends 2 bytes too early", bytes => bytes[..2] },
            { "it ends 4 bytes too early", bytes => [] },
            { "it goes on after the 39200 bytes of its header", bytes => [.. bytes, 0] },
            { "it does not begin as an IDX file of bytes with 3 dimensions", bytes => With(bytes, 3, 1) },
            { "it does not begin as an IDX file of bytes with 3 dimensions", bytes => With(bytes, 2, 0x0d) },
            { "its header announces a dimension of 0", bytes => With(bytes, 7, 0) },
            { "its header announces a dimension of -16777166", bytes => With(bytes, 4, 0xff) },
            { "its header announces", bytes => With(With(With(bytes, 4, 0x7f), 8, 0x7f), 12, 0x7f) },
            { "too early", bytes => With(bytes, 5, 0x01) },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_is_one_line_and_exit_code_two(string expected, Func<byte[], byte[]> damage)
    {
        foreach (bool gzip in new[] { false, true })
        {
            using TemporaryFolder folder = new();
            IdxWriter.WritePair(folder, "train", 50, gzip: false);
            string path = folder.File("train-images-idx3-ubyte");
            IdxWriter.Write(path, damage(File.ReadAllBytes(path)), gzip);

            ProgramRun run = ProgramRun.Of("--data", folder.Path);

            Assert.Equal(2, run.ExitCode);
            Assert.Single(run.ErrorLines);
            Assert.Contains($"{path} is damaged: ", run.Error, StringComparison.Ordinal);
            Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_gzip_stream_is_told()
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, "train", 50, gzip: true);
        string path = folder.File("train-images-idx3-ubyte.gz");
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.Length / 2).Fill(0xff);
        File.WriteAllBytes(path, bytes);

        Assert.Contains("is damaged", Refused(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_no_digit_is_told_with_its_place()
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, "train", 50, gzip: false);
        File.WriteAllBytes(folder.File("train-labels-idx1-ubyte"), IdxWriter.Idx([50], With(new byte[50], 7, 10)));

        Assert.Contains("label 7 is 10, which is no digit", Refused(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_sizes_and_counts_are_told_with_their_numbers()
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, "train", 50, gzip: false);
        string images = folder.File("train-images-idx3-ubyte");

        File.WriteAllBytes(images, IdxWriter.Idx([50, 8, 8], new byte[3200]));
        Assert.Contains("has images of 8×8 pixels, but 28×28 are needed", Refused(folder), StringComparison.Ordinal);

        File.WriteAllBytes(images, IdxWriter.Idx([49, 28, 28], new byte[49 * 784]));
        Assert.Contains("has 49 images, but", Refused(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_images_to_split_are_told()
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, "train", 2, gzip: false);

        Assert.Contains("2 images are too few", Refused(folder), StringComparison.Ordinal);
    }

    private static string Refused(TemporaryFolder folder)
    {
        ProgramRun run = ProgramRun.Of("--data", folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.ErrorLines);
        return run.Error;
    }

    private static byte[] With(byte[] bytes, int index, byte value)
    {
        byte[] changed = (byte[])bytes.Clone();
        changed[index] = value;
        return changed;
    }
}
