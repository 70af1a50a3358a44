namespace Collab.Server.Tests.Security;

/// <summary>A clock that can be set, and stopped; what has passed is what has passed.</summary>
internal sealed class SetClock(TimeProvider time) : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    /// <summary>Where it stands; null while it goes.</summary>
    public DateTimeOffset? Standing { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => Standing ?? (time.GetUtcNow() + Ahead);

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
