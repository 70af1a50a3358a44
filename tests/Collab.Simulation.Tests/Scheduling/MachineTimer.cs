namespace Collab.Simulation.Tests.Scheduling;

/// <summary>A timer that rings in the world's time, on its machine.</summary>
internal sealed class MachineTimer(World world, Machine machine, TimerCallback callback, object? state) : ITimer
{
    private readonly Machine _machine = machine;
    private readonly TimerCallback _callback = callback;
    private readonly object? _state = state;
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
        if (due != Timeout.InfiniteTimeSpan)
            world.After(due, new Turn(null, static alarm => ((Alarm)alarm!).BeDue(), new Alarm(this, setting)));
    }

    /// <summary>A time that was set, and stands unless another is set before.</summary>
    private sealed class Alarm(MachineTimer timer, int setting)
    {
        private bool Stands => timer._setting == setting;

        // A machine that is frozen hears of it when it wakes.
        public void BeDue()
        {
            if (!Stands || timer._machine.IsDead)
                return;
            timer._machine.Post(static alarm => ((Alarm)alarm!).Ring(), this);
            if (timer._period > TimeSpan.Zero)
                timer.Await(timer._period, setting);
        }

        private void Ring()
        {
            if (Stands)
                timer._callback(timer._state);
        }
    }
}
