namespace Collab.Server.Security;

/// <summary>
/// The time by which sessions end that nobody uses. While the server runs its clock may be set forward and back, by a year even, and no
/// session ends for that: what is noted is the later of the clock and of the time that has passed since the start, what is asked for is the earlier.
/// </summary>
public sealed class SessionClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _started = time.GetTimestamp();

    /// <summary>To be noted of a session that is used.</summary>
    public DateTimeOffset Seen => Max(Steady, time.GetUtcNow());

    /// <summary>To be compared with what was noted.</summary>
    public DateTimeOffset Now => Min(Steady, time.GetUtcNow());

    private DateTimeOffset Steady => _start + time.GetElapsedTime(_started);

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
