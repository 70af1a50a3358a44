using System.Globalization;

namespace Collab.Testing;

/// <summary>What the calling thread has had of a processor: where others use the machine, a thread waits for its turn, and that is not its doing.</summary>
public static class ThreadTime
{
    /// <summary>Since the thread began. By Linux' schedstat, whose first number is in nanoseconds.</summary>
    public static TimeSpan Now => Read("/proc/thread-self/schedstat");

    /// <summary>The number by which another thread may ask for the time of the calling one.</summary>
    public static int Thread => int.Parse(new FileInfo("/proc/thread-self").LinkTarget!.Split('/')[^1], CultureInfo.InvariantCulture);

    /// <summary>What another thread of this process has had.</summary>
    public static TimeSpan Of(int thread) => Read($"/proc/self/task/{thread}/schedstat");

    private static TimeSpan Read(string file) => TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture) / 1_000);
}
