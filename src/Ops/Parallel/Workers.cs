using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// Persistent threads that execute the parts of a job together with the caller, without allocating. One job runs on them at a time; a
/// nested or concurrent call does all its parts on the calling thread, which is correct and never blocks.
/// </summary>
/// <remarks>
/// How many threads take part is the caller's option (<c>degree</c>), never a global setting, and never changes a result: the division into
/// parts belongs to the algorithm. Threads take the next part that nobody has begun; the caller does not wait for a worker that has
/// not woken up, it takes back the invitation.
/// </remarks>
public static unsafe class Workers
{
    /// <summary>
    /// From so many elements on, a second thread pays for simple streaming work (a few reads and writes and additions an element).
    /// </summary>
    /// <remarks>
    /// Measured on a 2-core Zen 3 with a momentum step in float (three reads, two writes): with an awake worker, which joins 0.6 µs after the
    /// invitation, two threads are level at 16 K elements (3 µs), 1.4 × as fast at 32 K, 1.5 × at 64 K and 1.9 × from 256 K. A worker that
    /// sleeps joins after 15 to 24 µs, and waking it costs the caller 3.5 µs: with 64 K elements (13 µs of work) that loss is small and the
    /// gain, in a training loop that keeps workers awake, is large.
    /// </remarks>
    public const int StreamingThreshold = 65_536;

    /// <summary>A place for a worker on every processor but one: the caller works too. Filled as far as some call has needed.</summary>
    private static readonly WorkerThread?[] Threads = new WorkerThread?[Math.Max(Environment.ProcessorCount - 1, 0)];

    /// <summary>1 while a job runs on the workers. The fields below belong to whoever set it.</summary>
    private static int busy;

    private static delegate* <void*, int, void> execute;
    private static void* currentJob;
    private static int partCount;
    private static long nextPart;
    private static int failedPart;
    private static ExceptionDispatchInfo? failure;
    private static readonly Lock FailureLock = new();

    /// <summary>The number of threads that can take part in a job, the caller's included; a larger degree is the same as this one.</summary>
    public static int MaximumDegree => Threads.Length + 1;

    /// <summary>The degree that pays for streaming work: 1 below <see cref="StreamingThreshold"/>, otherwise the given one.</summary>
    /// <param name="elements">How many elements the work goes over.</param>
    /// <param name="degree">How many threads the caller allows.</param>
    /// <returns>How many threads should take part.</returns>
    public static int DegreeFor(long elements, int degree) => elements < StreamingThreshold ? 1 : degree;

    /// <summary>Executes all parts of a job, on the calling thread and up to <paramref name="degree"/> − 1 workers, and returns when all are done.</summary>
    /// <remarks>
    /// An exception in a part stops the handing out of further ones; when the parts under way are finished, the exception of the part with the
    /// lowest number is thrown on the calling thread, with its own stack trace: the same one at every degree.
    /// </remarks>
    /// <typeparam name="TJob">The job's type; it may hold spans.</typeparam>
    /// <param name="job">The job. Threads share it: its parts must not assign its fields.</param>
    /// <param name="parts">The number of parts; 0 does nothing.</param>
    /// <param name="degree">How many threads may take part, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parts"/> is negative or <paramref name="degree"/> less than 1.</exception>
    public static void Run<TJob>(ref TJob job, int parts, int degree)
        where TJob : struct, IParallelJob, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parts);
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        var helpers = Math.Min(Math.Min(degree, parts), MaximumDegree) - 1;
        if (helpers <= 0 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            for (var part = 0; part < parts; part++)
            {
                job.Execute(part);
            }

            return;
        }

        // The copy is on this stack frame, which outlives every participant and never moves; the argument might lie in the heap, which does.
        var shared = job;
        ExceptionDispatchInfo? thrown;
        try
        {
            thrown = RunShared(&ExecutePart<TJob>, Unsafe.AsPointer(ref shared), parts, helpers);
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }

        thrown?.Throw();
    }

    /// <summary>Takes parts of the current job until none is left. Called by the owner of the job and by the workers that joined.</summary>
    internal static void TakeParts()
    {
        var action = execute;
        var job = currentJob;
        var parts = partCount;
        for (var part = Interlocked.Increment(ref nextPart) - 1; part < parts; part = Interlocked.Increment(ref nextPart) - 1)
        {
            try
            {
                action(job, (int)part);
            }
#pragma warning disable CA1031 // Whatever a part throws is thrown again on the calling thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Fail((int)part, exception);
                return;
            }
        }
    }

    private static ExceptionDispatchInfo? RunShared(delegate* <void*, int, void> action, void* job, int parts, int helpers)
    {
        // Threads are started before anybody is invited: should that fail, no worker knows of the job yet.
        for (var index = 0; index < helpers; index++)
        {
            Threads[index] ??= new WorkerThread(index + 1);
        }

        execute = action;
        currentJob = job;
        partCount = parts;
        nextPart = 0;
        failedPart = int.MaxValue;
        failure = null;
        for (var index = 0; index < helpers; index++)
        {
            Threads[index]!.Invite();
        }

        TakeParts();
        for (var index = 0; index < helpers; index++)
        {
            Threads[index]!.DismissOrWait();
        }

        var thrown = failure;
        failure = null;
        currentJob = null;
        return thrown;
    }

    private static void ExecutePart<TJob>(void* job, int part)
        where TJob : struct, IParallelJob, allows ref struct => Unsafe.AsRef<TJob>(job).Execute(part);

    /// <summary>
    /// Keeps the exception of the lowest part. Parts are handed out in order, so all parts below a failed one are begun and will be finished:
    /// the lowest failure is always found, although later parts are dropped.
    /// </summary>
    private static void Fail(int part, Exception exception)
    {
        lock (FailureLock)
        {
            if (part < failedPart)
            {
                failedPart = part;
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }

        Interlocked.Exchange(ref nextPart, partCount);
    }
}
