namespace Collab.Simulation.Tests.Scheduling;

/// <summary>A machine's clock: it measures the world's time, and shows an hour that may be wrong.</summary>
internal sealed class MachineClock(World world, Machine machine) : TimeProvider
{
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>By how much the hour is wrong.</summary>
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => world.Now;

    public override DateTimeOffset GetUtcNow() => Began.AddTicks(world.Now) + Skew;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MachineTimer(world, machine, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
