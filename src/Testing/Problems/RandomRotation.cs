using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>Random orthogonal matrices, by rows: normal ones, made orthogonal row after row (Gram and Schmidt).</summary>
internal static class RandomRotation
{
    public static double[][] Of(int dimension, RandomKey key)
    {
        double[][] rows = new double[dimension][];
        for (int i = 0; i < dimension; i++)
        {
            double[] row = new double[dimension];
            key.Fold(i).FillNormal(row);
            for (int before = 0; before < i; before++)
            {
                double along = Dot(row, rows[before]);
                row = [.. row.Zip(rows[before], (x, y) => x - (along * y))];
            }
            double norm = Math.Sqrt(Dot(row, row));
            rows[i] = [.. row.Select(x => x / norm)];
        }
        return rows;
    }

    public static double[] Apply(double[][] rows, double[] vector) => [.. rows.Select(row => Dot(row, vector))];

    public static double[] ApplyTransposed(double[][] rows, double[] vector) =>
        [.. vector.Select((_, column) => rows.Select((row, i) => row[column] * vector[i]).Sum())];

    private static double Dot(double[] left, double[] right) => left.Zip(right, (x, y) => x * y).Sum();
}
