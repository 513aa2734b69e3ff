namespace Digits;

/// <summary>From scores to digits.</summary>
internal static class Scores
{
    /// <summary>How many rows of scores are highest at their label.</summary>
    public static int CountCorrect(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (Best(scores, i) == labels[i])
            {
                correct++;
            }
        }
        return correct;
    }

    /// <summary>The digit with the highest score; of equal ones, the first.</summary>
    public static int Best(ReadOnlySpan<float> scores, int image)
    {
        ReadOnlySpan<float> row = scores.Slice(image * DataSplit.ClassCount, DataSplit.ClassCount);
        int best = 0;
        for (int digit = 1; digit < row.Length; digit++)
        {
            if (row[digit] > row[best])
            {
                best = digit;
            }
        }
        return best;
    }
}
