using System.Diagnostics;
using System.Globalization;

namespace Pullback.Bench.Compare;

/// <summary>A Python process that runs the same work in PyTorch or NumPy when it is told to, one request a line.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process process;
    private readonly string script;

    private PythonPeer(Process process, string script)
    {
        this.process = process;
        this.script = script;
    }

    /// <summary>Starts the peer, or says why it cannot be started.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="preload">A BLAS to use instead of the installed one, or null.</param>
    /// <param name="tuned">
    /// Whether glibc is told to keep freed memory instead of giving it back to the kernel (which costs eager PyTorch a page fault for each
    /// page of each temporary), and Adam uses its <c>foreach</c> implementation.
    /// </param>
    /// <param name="reason">Why there is none.</param>
    public static PythonPeer? TryStart(string python, string? preload, bool tuned, out string reason)
    {
        string script = Path.Combine(
            Path.GetTempPath(),
            $"pullback-peer-{Environment.ProcessId}-{(tuned ? "tuned" : "default")}.py"
        );
        using (Stream source = typeof(PythonPeer).Assembly.GetManifestResourceStream("peer.py")!)
        using (FileStream target = File.Create(script))
        {
            source.CopyTo(target);
        }
        var start = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(script);
        foreach (string threads in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" })
        {
            start.Environment[threads] = "1";
        }
        if (preload is not null)
        {
            start.Environment["LD_PRELOAD"] = preload;
        }
        if (tuned)
        {
            start.ArgumentList.Add("--foreach");
            start.Environment["MALLOC_MMAP_MAX_"] = "0";
            start.Environment["MALLOC_TRIM_THRESHOLD_"] = "17179869184";
            start.Environment["MALLOC_TOP_PAD_"] = "67108864";
        }
        try
        {
            reason = "";
            return new PythonPeer(Process.Start(start)!, script);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            File.Delete(script);
            reason = exception.Message;
            return null;
        }
    }

    /// <summary>What the peer is made of, after it has run something.</summary>
    public string About() => Ask("about") is ("ok", var text) ? text : "unknown";

    /// <summary>Seconds for one run of a case, or null and the reason.</summary>
    public double? Time(string name, int count, out string reason)
    {
        (string status, reason) = Ask(string.Create(CultureInfo.InvariantCulture, $"run {name} {count}"));
        return status == "ok" ? double.Parse(reason, CultureInfo.InvariantCulture) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5_000))
        {
            process.Kill();
        }
        process.Dispose();
        File.Delete(script);
    }

    private (string Status, string Text) Ask(string request)
    {
        try
        {
            process.StandardInput.WriteLine(request);
            process.StandardInput.Flush();
        }
        catch (IOException exception)
        {
            return ("failed", exception.Message);
        }
        string answer = process.StandardOutput.ReadLine() ?? "failed the process ended";
        int space = answer.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (answer, "") : (answer[..space], answer[(space + 1)..]);
    }
}
