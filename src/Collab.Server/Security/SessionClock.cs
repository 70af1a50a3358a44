using Collab.Server.Hosting;

namespace Collab.Server.Security;

/// <summary>
/// The time by which sessions end that nobody uses. While the server runs its clock may be set forward and back, by a year even, and no
/// session ends for that: what is noted is the later of the clock and of the time that has passed since the start, what is asked for is the earlier.
/// </summary>
public sealed class SessionClock(TimeProvider time)
{
    private readonly SteadyTime _steady = new(time);

    /// <summary>To be noted of a session that is used.</summary>
    public DateTimeOffset Seen => Max(_steady.GetUtcNow(), time.GetUtcNow());

    /// <summary>To be compared with what was noted.</summary>
    public DateTimeOffset Now => Min(_steady.GetUtcNow(), time.GetUtcNow());

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
