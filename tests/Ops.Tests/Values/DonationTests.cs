using Xunit;

namespace Pullback.Ops.Tests.Values;

public sealed class DonationTests
{
    private const string Claimant = "AdamW.Step";
    private const string Epitaph =
        "These tensors were donated to AdamW.Step and can't be used any more. Take a Copy() before a donation to keep the values.";

    private static readonly TensorLayout Layout = new([("w", new Shape(2, 3)), ("b", new Shape(3))]);

    private static TensorSet<float> Sample() =>
        TensorSet<float>.Create(Layout, [("w", [1f, 2f, 3f, 4f, 5f, 6f]), ("b", [7f, 8f, 9f])]);

    [Fact]
    public void A_claimed_buffer_has_the_memory_and_the_elements()
    {
        var set = Sample();
        var before = set.Span;
        var buffer = TensorBuffer<float>.Claim(set, Claimant);
        Assert.True(set.IsDonated);
        Assert.True(before.Overlaps(buffer.Span));
        buffer.Slot(1)[0] = 70f;
        var after = buffer.Freeze();
        Assert.False(after.IsDonated);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f, 70f, 8f, 9f], after.Flatten());
    }

    /// <summary>Every way of using a set; <c>GetHashCode</c> and <c>ToString</c> are the exceptions, and tested below.</summary>
    public static TheoryData<string, Action<TensorSet<float>>> Uses =>
        new()
        {
            { "Layout", set => _ = set.Layout },
            { "Span", set => _ = set.Span },
            { "Tensors", set => _ = set.Tensors },
            { "by name", set => _ = set["w"] },
            { "by index", set => _ = set[0] },
            { "Slot", set => _ = set.Slot(0) },
            { "CheckAlive", set => set.CheckAlive() },
            { "Copy", set => set.Copy() },
            { "Flatten", set => set.Flatten() },
            { "WithTensor", set => set.WithTensor("b", [0f, 0f, 0f]) },
            { "Select", set => set.Select(ParameterFilter.All) },
            { "Equals", set => set.Equals(Sample()) },
            { "Equals itself", set => set.Equals(set) },
            { "Equals another", set => Sample().Equals(set) },
            { "Equals null", set => set.Equals(null) },
            { "left of +", set => _ = set + Sample() },
            { "right of +", set => _ = Sample() + set },
            { "left of -", set => _ = set - Sample() },
            { "right of -", set => _ = Sample() - set },
            { "negated", set => _ = -set },
            { "Scale", set => set.Scale(2) },
            { "times", set => _ = set * 2 },
            { "Map", set => set.Map(value => value) },
            { "Zip", set => set.Zip(Sample(), (x, y) => x) },
            { "right of Zip", set => Sample().Zip(set, (x, y) => x) },
            { "Dot", set => set.Dot(Sample()) },
            { "right of Dot", set => Sample().Dot(set) },
            { "Sum", set => set.Sum() },
            { "Norm", set => set.Norm() },
            { "MaxNorm", set => set.MaxNorm() },
            { "Claim", set => TensorBuffer<float>.Claim(set, "another") },
            { "CopyOf", set => TensorBuffer<float>.CopyOf(set) },
        };

    [Theory]
    [MemberData(nameof(Uses))]
    public void Any_use_of_a_dead_set_says_to_what_it_was_donated(string use, Action<TensorSet<float>> action)
    {
        var set = Sample();
        TensorBuffer<float>.Claim(set, Claimant);
        var dead = Assert.Throws<InvalidOperationException>(() => action(set));
        Assert.True(dead.Message == Epitaph, $"{use}: {dead.Message}");
    }

    [Fact]
    public void Views_die_with_their_set()
    {
        var set = Sample();
        var view = set["w"];
        var row = view.Rows(1, 1);
        TensorBuffer<float>.Claim(set, Claimant);
        foreach (var dead in new[] { view, row })
        {
            Assert.Equal(Epitaph, dead.ToString());
            Assert.Throws<InvalidOperationException>(() => dead.Span.Length);
            Assert.Throws<InvalidOperationException>(() => dead[0, 0]);
            Assert.Throws<InvalidOperationException>(() => dead.ToArray());
            Assert.Throws<InvalidOperationException>(() => dead.ToTensor());
            Assert.Throws<InvalidOperationException>(() => dead.AsTensorSpan().Rank);
            Assert.Throws<InvalidOperationException>(() => dead.CopyTo(new float[dead.Length]));
            Assert.Throws<InvalidOperationException>(() => dead.Equals(dead));
            Assert.Throws<InvalidOperationException>(() => dead.Rows(0, 1));
            Assert.Throws<InvalidOperationException>(() => dead.Reshape(new Shape(dead.Length)));
        }
    }

    [Fact]
    public void ToString_and_the_hash_of_the_dead_never_throw()
    {
        var set = Sample();
        var hash = set.GetHashCode();
        TensorBuffer<float>.Claim(set, Claimant);
        Assert.Equal(Epitaph, set.ToString());
        Assert.Equal(hash, set.GetHashCode());
    }

    [Fact]
    public void A_copy_survives()
    {
        var set = Sample();
        var snapshot = set.Copy();
        var buffer = TensorBuffer<float>.Claim(set, Claimant);
        buffer.Span.Fill(1f);
        Assert.Equal(Sample(), snapshot);
    }

    [Fact]
    public void A_frozen_buffer_can_be_written_no_more()
    {
        var buffer = TensorBuffer<float>.Allocate(Layout);
        buffer.Freeze();
        Assert.Throws<InvalidOperationException>(() => buffer.Span.Length);
        Assert.Throws<InvalidOperationException>(() => buffer.Slot(0).Length);
        Assert.Throws<InvalidOperationException>(() => buffer.ClearPadding());
        Assert.Throws<InvalidOperationException>(() => buffer.Freeze());
    }

    [Fact]
    public void A_claim_can_be_taken_back_before_anything_is_written()
    {
        var set = Sample();
        var buffer = TensorBuffer<float>.Claim(set, Claimant);
        buffer.Unclaim();
        Assert.Equal(Sample(), set);
        Assert.Throws<InvalidOperationException>(() => buffer.Span.Length);
        Assert.Throws<InvalidOperationException>(() => buffer.Unclaim());
        Assert.Throws<InvalidOperationException>(() => TensorBuffer<float>.Allocate(Layout).Unclaim());
        var frozen = TensorBuffer<float>.Claim(set, Claimant);
        frozen.Freeze();
        Assert.Throws<InvalidOperationException>(() => frozen.Unclaim());
        Assert.True(set.IsDonated);
    }

    [Fact]
    public void Several_sets_are_claimed_together_or_not_at_all()
    {
        var first = Sample();
        var second = Sample();
        var dead = Sample();
        TensorBuffer<float>.Claim(dead, "an earlier step");
        var buffers = new TensorBuffer<float>[3];
        var refused = Assert.Throws<InvalidOperationException>(() =>
            TensorBuffer<float>.ClaimAll([first, second, dead], Claimant, buffers)
        );
        Assert.Contains("donated to an earlier step", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Sample(), first);
        Assert.Equal(Sample(), second);

        Assert.Throws<ArgumentException>("sets", () => TensorBuffer<float>.ClaimAll([first, second, first], Claimant, buffers));
        Assert.False(first.IsDonated);

        TensorBuffer<float>.ClaimAll([first, second], Claimant, buffers.AsSpan(0, 2));
        Assert.True(first.IsDonated && second.IsDonated);
        Assert.Equal(Sample(), buffers[1].Freeze());
    }

    [Fact]
    public void Arguments_that_share_a_buffer_are_refused_by_name()
    {
        var set = Sample();
        TensorBuffer.EnsureDistinct<float>(("parameters", set), ("gradients", set.Copy()), ("momentum", null));
        TensorBuffer.EnsureDistinct<float>(("one", null), ("two", null));
        var refused = Assert.Throws<ArgumentException>(() =>
            TensorBuffer.EnsureDistinct<float>(("parameters", set), ("other", Sample()), ("gradients", set))
        );
        Assert.Contains("parameters and gradients share one buffer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_concurrent_claims_one_wins()
    {
        for (var round = 0; round < 200; round++)
        {
            var set = Sample();
            using var start = new Barrier(4);
            var claims = Enumerable
                .Range(0, 4)
                .Select(thread =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            start.SignalAndWait();
                            try
                            {
                                TensorBuffer<float>.Claim(set, $"claimant {thread}");
                                return $"claimant {thread}";
                            }
                            catch (InvalidOperationException)
                            {
                                return null;
                            }
                        },
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
                .ToArray();
            var winner = Assert.Single(await Task.WhenAll(claims), claim => claim is not null);
            Assert.Contains(winner!, set.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_concurrent_donation_gives_an_exception_and_never_a_mixture()
    {
        var layout = new TensorLayout([("a", new Shape(50_000)), ("b", new Shape(50_000))]);
        var current = TensorSet<double>.Zeros(layout);
        int met = 0,
            completed = 0;
        using var stop = new CancellationTokenSource();
        var readers = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Factory.StartNew(
                    () =>
                        ReadUntil(
                            () => Volatile.Read(ref current),
                            () => Interlocked.Increment(ref completed),
                            () => Interlocked.Increment(ref met),
                            stop.Token
                        ),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            )
            .ToArray();
        // At least 500 donations, and on a busy machine as many as it takes until one meets a reader and one does not.
        for (
            var step = 1;
            step <= 500 || (step < 50_000 && (Volatile.Read(ref met) == 0 || Volatile.Read(ref completed) == 0));
            step++
        )
        {
            var buffer = TensorBuffer<double>.Claim(current, "a step");
            buffer.Slot(0).Fill(step);
            buffer.Slot(1).Fill(step);
            Volatile.Write(ref current, buffer.Freeze());
            Thread.Yield();
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.True(completed > 0 && met > 0, $"{completed} reads completed and {met} met a donation: the test proves nothing");
    }

    private static void ReadUntil(Func<TensorSet<double>> current, Action completed, Action met, CancellationToken stop)
    {
        var read = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var set = current();
                var elements = (read % 3) switch
                {
                    0 => set.Copy().Flatten(),
                    1 => set.Flatten(),
                    _ => (set + set).Flatten(),
                };
                Assert.Equal(-1, elements.AsSpan().IndexOfAnyExcept(elements[0]));
                read++;
                completed();
            }
            catch (InvalidOperationException dead)
            {
                Assert.Contains("donated to a step", dead.Message, StringComparison.Ordinal);
                met();
            }
        }
    }

    [Fact]
    public void Claim_and_freeze_allocate_a_constant_few_bytes()
    {
        var small = Measure(TensorSet<float>.Zeros(new TensorLayout([("a", new Shape(10))])));
        var large = Measure(TensorSet<float>.Zeros(new TensorLayout([("a", new Shape(1_000_000))])));
        Assert.Equal(small, large);
        Assert.InRange(large, 1, 200);

        static long Measure(TensorSet<float> set)
        {
            set = TensorBuffer<float>.Claim(set, Claimant).Freeze();
            var before = GC.GetAllocatedBytesForCurrentThread();
            TensorBuffer<float>.Claim(set, Claimant).Freeze();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
