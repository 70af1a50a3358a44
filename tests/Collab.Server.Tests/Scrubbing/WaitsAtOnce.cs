namespace Collab.Server.Tests.Scrubbing;

/// <summary>Time in which every wait is over at once, and counted.</summary>
internal sealed class WaitsAtOnce : TimeProvider
{
    public TimeSpan Waited { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waited += dueTime;
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
