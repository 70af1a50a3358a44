using System.Globalization;

namespace Collab.Testing;

/// <summary>What the calling thread has had of a processor: where others use the machine, a thread waits for its turn, and that is not its doing.</summary>
public static class ThreadTime
{
    /// <summary>Since the thread began. By Linux' schedstat, whose first number is in nanoseconds.</summary>
    public static TimeSpan Now
    {
        get
        {
            var nanoseconds = File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0];
            return TimeSpan.FromMicroseconds(long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1_000);
        }
    }
}
