using System.Runtime.InteropServices;

namespace Collab.Benchmarks;

/// <summary>
/// What this process has started, and how each is ended: by its own process id. It ends with this process, also where that is told to end (SIGINT, SIGTERM, SIGHUP).
/// Nothing can be done about SIGKILL.
/// </summary>
internal static class Started
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<object, Action> Ends = [];
    private static PosixSignalRegistration[]? _signals;

    /// <summary>This process is about to end: what fails now fails of that.</summary>
    public static bool IsEnding { get; private set; }

    /// <summary>Starts something. Whoever ends everything meanwhile waits until it is known.</summary>
    /// <param name="end">How it is ended.</param>
    public static T Start<T>(Func<T> start, Action<T> end)
        where T : class
    {
        lock (Gate)
        {
            if (IsEnding)
                throw new InvalidOperationException("This process is about to end.");
            if (_signals is null)
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();
                _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
            }

            var started = start();
            Ends[started] = () => end(started);
            return started;
        }
    }

    /// <summary>Ends it, where it has not been ended.</summary>
    public static void End(object started)
    {
        lock (Gate)
        {
            if (Ends.Remove(started, out var end))
                end();
        }
    }

    /// <summary>Ends whatever is still there, such as what a measurement that took too long has left.</summary>
    public static void EndAll()
    {
        lock (Gate)
        {
            foreach (var started in Ends.Keys.ToList())
                End(started);
        }
    }

    private static void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        IsEnding = true;
        EndAll();
        Environment.Exit(128 + signal.Signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, _ => 15 });
    }
}
