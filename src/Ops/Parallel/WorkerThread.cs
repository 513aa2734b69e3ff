namespace Pullback.Ops.Kernels;

/// <summary>
/// One persistent worker. Its state goes Idle → Invited (by the owner of a job) → Joined (by the worker) → Idle (by the worker). The owner
/// takes an invitation back (Invited → Idle) when the worker has not woken up in time, so a sleepy worker delays nobody.
/// </summary>
#pragma warning disable CA1001 // The thread and what it waits on live as long as the process.
internal sealed class WorkerThread
#pragma warning restore CA1001
{
    private const int Idle = 0;
    private const int Invited = 1;
    private const int Joined = 2;

    /// <summary>
    /// How long a worker looks for another invitation before it sleeps: some 50 µs, about twice what waking up costs. A training step runs its
    /// parallel sections in quick succession; between steps the processor is left to others.
    /// </summary>
    private const int SpinsBeforeSleep = 60;

    private readonly SemaphoreSlim wakeUp = new(0);
    private int state;
    private int asleep;

    /// <summary>Starts the thread.</summary>
    /// <param name="number">The worker's number in the thread's name.</param>
    public WorkerThread(int number)
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = $"Pullback worker {Text.Of(number)}" };
        // Unsafe in that the worker inherits no execution context: it serves every caller, not the first one.
        thread.UnsafeStart();
    }

    /// <summary>Invites the worker to the current job. The owner's writes before this call are visible to the worker when it joins.</summary>
    public void Invite()
    {
        Interlocked.Exchange(ref state, Invited);
        if (Interlocked.Exchange(ref asleep, 0) == 1)
        {
            wakeUp.Release();
        }
    }

    /// <summary>Takes the invitation back, or, when the worker has joined, waits until it has finished its part.</summary>
    public void DismissOrWait()
    {
        if (Interlocked.CompareExchange(ref state, Idle, Invited) == Joined)
        {
            var wait = new SpinWait();
            while (Volatile.Read(ref state) != Idle)
            {
                // Without sleeping for a millisecond: a part takes microseconds.
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    private void Loop()
    {
        while (true)
        {
            WaitForInvitation();
            if (Interlocked.CompareExchange(ref state, Joined, Invited) == Invited)
            {
                Workers.TakeParts();
                Volatile.Write(ref state, Idle);
            }
        }
    }

    private void WaitForInvitation()
    {
        for (var spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if (Volatile.Read(ref state) == Invited)
            {
                return;
            }

            Thread.SpinWait(20);
        }

        // Announce the sleep, then look once more: an invitation is either seen here, or its sender sees the announcement.
        Interlocked.Exchange(ref asleep, 1);
        if (Volatile.Read(ref state) == Invited && Interlocked.Exchange(ref asleep, 0) == 1)
        {
            return;
        }

        wakeUp.Wait();
    }
}
