using System.Diagnostics;

namespace Collab.Server.Tests.Feeds;

/// <summary>What a garbage collector leaves.</summary>
internal static class Garbage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Look = TimeSpan.FromMilliseconds(10);

    /// <summary>How many of them are held, once no more than expected are, or for good: a thread that has just been done with one may hold it until it gets a processor again.</summary>
    /// <param name="most">As many as may be.</param>
    public static async Task<int> LeftOfAsync(IReadOnlyList<WeakReference> what, int most = 0)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(Look))
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (what.Count(one => one.IsAlive) is var left && (left <= most || Stopwatch.GetElapsedTime(began) > Patience))
                return left;
        }
    }
}
