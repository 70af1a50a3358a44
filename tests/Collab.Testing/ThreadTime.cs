using System.Globalization;

namespace Collab.Testing;

/// <summary>What the calling thread has had of a processor: where others use the machine, a thread waits for its turn, and that is not its doing.</summary>
public static class ThreadTime
{
    /// <summary>Since the thread began. By Linux' schedstat, whose first number is in nanoseconds.</summary>
    public static TimeSpan Now => Read("/proc/thread-self/schedstat");

    /// <summary>
    /// What something costs: the shortest of up to three times. The first also compiles what it is the first to need, and a thread may have
    /// to collect what the tests beside it have dropped.
    /// </summary>
    /// <param name="enough">So short that it is not done again.</param>
    public static TimeSpan Shortest(TimeSpan enough, Action what)
    {
        var shortest = TimeSpan.MaxValue;
        for (var times = 0; times < 3 && shortest > enough; times++)
        {
            var began = Now;
            what();
            var took = Now - began;
            shortest = took < shortest ? took : shortest;
        }

        return shortest;
    }

    /// <summary>The number by which another thread may ask for the time of the calling one.</summary>
    public static int Thread => int.Parse(new FileInfo("/proc/thread-self").LinkTarget!.Split('/')[^1], CultureInfo.InvariantCulture);

    /// <summary>What another thread of this process has had.</summary>
    public static TimeSpan Of(int thread) => Read($"/proc/self/task/{thread}/schedstat");

    private static TimeSpan Read(string file) => TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture) / 1_000);
}
