namespace Collab.Simulation.Tests.Scheduling;

/// <summary>One process from its start to its end: everything awaited here goes on here, while it runs.</summary>
internal sealed class Machine
{
    private readonly World _world;

    public Machine(World world, int number, string name)
    {
        (_world, Number, Name) = (world, number, name);
        Context = new MachineContext(this);
        Clock = new MachineClock(world, this);
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Context);
        Scheduler = TaskScheduler.FromCurrentSynchronizationContext();
        SynchronizationContext.SetSynchronizationContext(before);
    }

    public int Number { get; }

    public string Name { get; }

    public SynchronizationContext Context { get; }

    public TaskScheduler Scheduler { get; }

    public MachineClock Clock { get; }

    public bool IsDead { get; private set; }

    public bool IsFrozen { get; private set; }

    /// <summary>What came while it was frozen.</summary>
    public Queue<Turn> Backlog { get; } = [];

    public void Post(SendOrPostCallback callback, object? state)
    {
        if (!IsDead)
            _world.Post(new Turn(this, callback, state));
    }

    public void Post(Action action) => Post(Turn.Act, action);

    /// <summary>Ends it: what it was about to do is never done.</summary>
    public void Kill() => IsDead = true;

    public void Freeze() => IsFrozen = true;

    public void Thaw()
    {
        IsFrozen = false;
        while (Backlog.TryDequeue(out var turn))
            Post(turn.Callback, turn.State);
    }

    public override string ToString() => Name;
}
