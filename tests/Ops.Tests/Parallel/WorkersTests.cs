using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Parallel;

public sealed class WorkersTests
{
    private readonly struct CountingJob(int[] counts) : IParallelJob
    {
        public void Execute(int part) => Interlocked.Increment(ref counts[part]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void Every_part_is_executed_once(int degree)
    {
        foreach (var parts in new[] { 0, 1, 2, 3, 17, 1000 })
        {
            for (var round = 0; round < 50; round++)
            {
                var counts = new int[parts];
                var job = new CountingJob(counts);
                Workers.Run(ref job, parts, degree);
                Assert.All(counts, count => Assert.Equal(1, count));
            }
        }
    }

    private readonly struct FailingJob(int[] executed, params int[] failing) : IParallelJob
    {
        public void Execute(int part)
        {
            Interlocked.Increment(ref executed[part]);
            if (failing.Contains(part))
            {
                throw new InvalidTimeZoneException($"part {part}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_exception_of_the_lowest_part_is_rethrown_and_the_workers_live_on(int degree)
    {
        for (var round = 0; round < 200; round++)
        {
            var executed = new int[40];
            var job = new FailingJob(executed, 11, 12, 13, 30);
            var failure = Assert.Throws<InvalidTimeZoneException>(() => Workers.Run(ref job, 40, degree));
            Assert.Equal("part 11", failure.Message);
            Assert.Contains(nameof(FailingJob.Execute), failure.StackTrace, StringComparison.Ordinal);
            Assert.All(executed, count => Assert.InRange(count, 0, 1));
            Assert.All(executed[..12], count => Assert.Equal(1, count));
            RunOnce(degree: 2, parts: 5);
        }
    }

    private static void RunOnce(int degree, int parts)
    {
        var counts = new int[parts];
        var job = new CountingJob(counts);
        Workers.Run(ref job, parts, degree);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    private readonly struct NestedJob(int[] counts) : IParallelJob
    {
        public void Execute(int part)
        {
            var inner = new CountingJob(counts);
            Workers.Run(ref inner, counts.Length, 4);
        }
    }

    [Fact]
    public void A_nested_call_does_all_its_parts()
    {
        var counts = new int[10];
        var job = new NestedJob(counts);
        Workers.Run(ref job, 20, 4);
        Assert.All(counts, count => Assert.Equal(20, count));
    }

    [Fact]
    public async Task Concurrent_calls_do_all_their_parts()
    {
        var callers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Factory.StartNew(
                    () =>
                    {
                        for (var round = 0; round < 2000; round++)
                        {
                            RunOnce(degree: 4, parts: 6);
                        }
                    },
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            );
        await Task.WhenAll(callers);
    }

    private readonly ref struct CollectingJob(ReadOnlySpan<int> source, Span<int> destination) : IParallelJob
    {
        private readonly ReadOnlySpan<int> source = source;
        private readonly Span<int> destination = destination;

        public void Execute(int part)
        {
            // Garbage and a compacting collection move the arrays while other parts hold spans of them.
            GC.KeepAlive(new byte[1000]);
            GC.Collect(0);
            for (var index = part * 10; index < (part + 1) * 10; index++)
            {
                destination[index] = source[index] + 1;
            }
        }
    }

    [Fact]
    public void Spans_in_a_job_survive_collections()
    {
        for (var round = 0; round < 20; round++)
        {
            var source = Enumerable.Range(round, 200).ToArray();
            var destination = new int[200];
            var job = new CollectingJob(source, destination);
            Workers.Run(ref job, 20, 2);
            Assert.Equal(source.Select(value => value + 1), destination);
        }
    }

    private readonly struct MeetingJob(CountdownEvent meeting) : IParallelJob
    {
        public void Execute(int part)
        {
            meeting.Signal();
            meeting.Wait(TimeSpan.FromMilliseconds(200));
        }
    }

    [Fact]
    public void Parts_run_at_the_same_time_when_there_are_processors()
    {
        // Each part waits for all the others: were the degree not honoured, no part would ever be met.
        var degree = Math.Min(Workers.MaximumDegree, 4);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var meeting = new CountdownEvent(degree);
            var job = new MeetingJob(meeting);
            Workers.Run(ref job, degree, degree);
            if (meeting.IsSet)
            {
                return;
            }
        }

        Assert.Fail("the workers never took part");
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        var counts = new int[16];
        var job = new CountingJob(counts);
        Workers.Run(ref job, 16, 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
        {
            Workers.Run(ref job, 16, 2);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Short_work_stays_on_one_thread()
    {
        Assert.Equal(1, Workers.DegreeFor(Workers.StreamingThreshold - 1, 4));
        Assert.Equal(4, Workers.DegreeFor(Workers.StreamingThreshold, 4));
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        var job = new CountingJob([0]);
        Assert.Throws<ArgumentOutOfRangeException>("parts", () => Workers.Run(ref job, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("degree", () => Workers.Run(ref job, 1, 0));
    }
}
