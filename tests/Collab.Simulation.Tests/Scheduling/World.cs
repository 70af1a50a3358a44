namespace Collab.Simulation.Tests.Scheduling;

/// <summary>
/// One thread on which everything happens, in an order that a seed decides. Time passes only when nothing is left to be done now: then it
/// jumps to the next appointment.
/// </summary>
internal sealed class World(int seed)
{
    /// <summary>A seed takes some seven thousand.</summary>
    private const int MostTurns = 1_000_000;

    /// <summary>The lower bits of an appointment's priority: when it was made. The upper are when it is due: one number is sooner compared than two.</summary>
    private const int OrderBits = 24;

    private readonly PriorityQueue<Turn, long> _agenda = new();
    private readonly Queue<Turn> _ready = [];
    private long _order;
    private int _turns;

    /// <summary>The source of every decision.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Since the beginning, in ticks.</summary>
    public long Now { get; private set; }

    /// <summary>The machine whose turn it is; null between turns.</summary>
    public Machine? Current { get; private set; }

    /// <summary>A digest of everything that happened in order: equal for equal seeds.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    public TimeSpan Between(double leastMilliseconds, double mostMilliseconds) =>
        TimeSpan.FromTicks((long)((leastMilliseconds + (Random.NextDouble() * (mostMilliseconds - leastMilliseconds))) * TimeSpan.TicksPerMillisecond));

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Random.Next(items.Count)];

    /// <summary>Makes an appointment.</summary>
    public void After(TimeSpan delay, Action action) => After(delay, new Turn(null, Turn.Act, action));

    /// <summary>Makes an appointment; with a machine it is a turn of that machine.</summary>
    public void After(TimeSpan delay, Turn turn) => _agenda.Enqueue(turn, ((Now + delay.Ticks) << OrderBits) | NextOrder());

    /// <summary>To be done now, behind all else that is.</summary>
    public void Post(Turn turn) => _ready.Enqueue(turn);

    /// <summary>Lets things happen until the condition holds; false where it does not within the time.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan most)
    {
        var (end, before) = (Now + most.Ticks, SynchronizationContext.Current);
        try
        {
            while (!condition())
            {
                if (_ready.Count == 0 && !Advance(end))
                    return false;
                while (_ready.TryDequeue(out var turn))
                    Run(turn, turn.Machine!);
            }

            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private bool Advance(long end)
    {
        if (!_agenda.TryPeek(out var turn, out var next) || next >> OrderBits > end)
            return false;
        Now = next >> OrderBits;
        _agenda.Dequeue();
        if (turn.Machine is { } machine)
        {
            Run(turn, machine);
            return true;
        }

        // Not that of the last turn: what is completed here would go on here, though its machine may be dead, frozen or cut off.
        SynchronizationContext.SetSynchronizationContext(NoMachine.Instance);
        turn.Callback(turn.State);
        return true;
    }

    private long NextOrder() => _order < 1 << OrderBits ? _order++ : throw new InvalidOperationException("There are more appointments than can be put in order.");

    private void Run(Turn turn, Machine machine)
    {
        if (machine.IsDead)
            return;
        if (machine.IsFrozen)
        {
            machine.Backlog.Enqueue(turn);
            return;
        }

        if (++_turns > MostTurns)
            throw new InvalidOperationException($"{machine} turns in circles.");
        Mix(Now, machine.Number);
        Current = machine;
        SynchronizationContext.SetSynchronizationContext(machine.Context);
        turn.Callback(turn.State);
        Current = null;
    }

    /// <summary>Adds to the digest (FNV-1a).</summary>
    public void Mix(long value) => Trace = (Trace ^ (ulong)value) * 1099511628211;

    public void Mix(long one, long other)
    {
        Mix(one);
        Mix(other);
    }

    public void Mix(string text)
    {
        foreach (var character in text)
            Mix(character);
    }
}
