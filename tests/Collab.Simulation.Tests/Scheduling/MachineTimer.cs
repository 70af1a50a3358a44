namespace Collab.Simulation.Tests.Scheduling;

/// <summary>A timer that rings in the world's time, on its machine.</summary>
internal sealed class MachineTimer(World world, Machine machine, TimerCallback callback, object? state) : ITimer
{
    private int _setting;
    private TimeSpan _period;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        Await(dueTime, ++_setting);
        return true;
    }

    public void Dispose() => _setting = -1;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Await(TimeSpan due, int setting)
    {
        if (due == Timeout.InfiniteTimeSpan)
            return;
        world.After(due, () =>
        {
            if (_setting != setting || machine.IsDead)
                return;
            machine.Post(() =>
            {
                if (_setting == setting)
                    callback(state);
            });
            if (_period > TimeSpan.Zero)
                Await(_period, setting);
        });
    }
}
