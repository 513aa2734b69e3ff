using PackageConsumer;
using Pullback.Ops;
using Pullback.Optimizers;

const int Points = 400;
float[] points = new float[2 * Points];
int[] labels = new int[Points];
for (int i = 0; i < Points; i++)
{
    labels[i] = i % 2;
    double radius = 0.1 + 0.9 * i / Points;
    double angle = 3.5 * radius * Math.PI + labels[i] * Math.PI;
    points[2 * i] = (float)(radius * Math.Cos(angle));
    points[2 * i + 1] = (float)(radius * Math.Sin(angle));
}

Console.WriteLine(SpiralNet.Definition.Graph);
foreach (
    var (name, optimizer) in new (string, IGradientTransformation)[]
    {
        (
            "AdamW",
            new AdamW { LearningRate = Schedule.WarmupCosine(peak: 1e-2, warmupSteps: 20, totalSteps: 600), WeightDecay = 1e-3 }
        ),
        ("sign descent", SignDescent.Create(Schedule.WarmupCosine(peak: 3e-3, warmupSteps: 20, totalSteps: 600))),
    }
)
{
    var parameters = SpiralNet.Initialize<float>(new RandomKey(1));
    var state = optimizer.Init(parameters);
    var workspace = SpiralNet.CreateWorkspace<float>(batchSize: Points);
    for (int step = 0; step < 600; step++)
    {
        var evaluation = SpiralNet.Evaluate(parameters, points, labels, workspace);
        (parameters, state) = optimizer.Step(parameters, evaluation.Gradients, state, donate: true);
    }

    float[] scores = SpiralNet.Predict(parameters, points);
    int right = Enumerable.Range(0, Points).Count(i => (scores[2 * i + 1] > scores[2 * i]) == (labels[i] == 1));
    Console.WriteLine($"{name}: {right} of {Points} right");
    if (right < 0.97 * Points)
    {
        Console.Error.WriteLine($"{name} learned too little.");
        return 1;
    }
}

return 0;
