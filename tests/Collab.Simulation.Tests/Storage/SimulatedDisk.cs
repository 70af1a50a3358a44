using Collab.Simulation.Tests.Scheduling;
using Collab.Storage;
using Collab.Storage.Testing;

namespace Collab.Simulation.Tests.Storage;

/// <summary>
/// The disk that all machines share. A write is nothing until it is flushed, and then all of it is there: what a power cut interrupts is
/// there or not, as chance will have it. Answers may get lost, come late, or be refusals.
/// </summary>
internal sealed class SimulatedDisk(World world, Action<string> inForce)
{
    private readonly List<PendingWrite> _pending = [];
    private readonly Queue<WriteFault> _faults = [];

    /// <summary>What is durable.</summary>
    public InMemoryEventLog Kept { get; } = new(answersAtOnce: true);

    /// <summary>While set, nothing is written for want of space; reading goes on.</summary>
    public bool IsFull { get; set; }

    /// <summary>While set, it answers nothing but this.</summary>
    public bool IsDown { get; set; }

    /// <summary>How much longer than usual writes take.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Says that a write is durable when it is only on its way: a disk that lies. For the test of the simulation itself.</summary>
    public bool Lies { get; init; }

    /// <summary>The next write meets this.</summary>
    public void Strike(WriteFault fault) => _faults.Enqueue(fault);

    /// <summary>Nothing strikes from now on.</summary>
    public void Rest()
    {
        (IsDown, IsFull, Slowness) = (false, false, TimeSpan.Zero);
        _faults.Clear();
    }

    /// <summary>The machine ends, or all power goes: each of its writes on the way arrives or does not.</summary>
    public void Lose(Predicate<Machine> whose)
    {
        foreach (var write in _pending.Where(w => whose(w.Machine)).ToList())
        {
            _pending.Remove(write);
            if (!Lies && world.Chance(.5))
                write.Flush();
        }
    }

    public Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        var answer = new TaskCompletionSource<T>();
        world.After(world.Between(.02, .2), () =>
        {
            if (IsDown)
            {
                inForce("storage was down");
                answer.SetException(Down);
            }
            else
            {
                Complete(answer, read);
            }
        });
        return answer.Task;
    }

    /// <param name="claim">What a disk that lies answers.</param>
    public Task<T> WriteAsync<T>(Machine machine, Func<Task<T>> write, T? claim = default)
    {
        var answer = new TaskCompletionSource<T>();
        _faults.TryDequeue(out var fault);
        if (IsDown || IsFull || fault is WriteFault.Unavailable or WriteFault.Full or WriteFault.Failed)
        {
            inForce(IsDown ? "storage was down" : IsFull ? "the disk was full" : $"a write was refused: {fault}");
            var error = IsDown ? Down : IsFull || fault == WriteFault.Full ? new StorageFullException() : fault == WriteFault.Unavailable ? Down : new IOException("The write failed.");
            world.After(world.Between(.02, 1), () => answer.SetException(error));
            return answer.Task;
        }

        if (fault == WriteFault.Lost)
            inForce("the answer of a write was lost");
        if (Slowness > TimeSpan.Zero)
            inForce("the disk was slow");
        if (Lies && claim is not null)
            world.After(TimeSpan.Zero, () => answer.TrySetResult(claim));
        var pending = new PendingWrite(machine, () => Complete(answer, write, fault));
        _pending.Add(pending);
        world.After(world.Between(.1, 2) + Slowness, () =>
        {
            if (_pending.Remove(pending))
                pending.Flush();
        });
        return answer.Task;
    }

    private static Exception Down => new StorageUnavailableException("Storage is down.");

    private static void Complete<T>(TaskCompletionSource<T> answer, Func<Task<T>> action, WriteFault fault = WriteFault.None)
    {
        // The log inside answers at once.
        var done = action();
        if (done.IsFaulted)
            answer.TrySetException(done.Exception.InnerExceptions);
        else if (fault == WriteFault.Lost)
            answer.TrySetException(new IOException("The answer was lost."));
        else
            answer.TrySetResult(done.Result);
    }
}
