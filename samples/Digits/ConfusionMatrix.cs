namespace Digits;

/// <summary>How often each digit was taken for each.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] counts = new int[DataSplit.ClassCount, DataSplit.ClassCount];

    public ConfusionMatrix(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            counts[labels[i], Scores.Best(scores, i)]++;
        }
        Total = labels.Length;
    }

    public int Total { get; }

    public int Correct => Enumerable.Range(0, DataSplit.ClassCount).Sum(digit => counts[digit, digit]);

    public double Accuracy => (double)Correct / Total;

    public int this[int actual, int predicted] => counts[actual, predicted];
}
