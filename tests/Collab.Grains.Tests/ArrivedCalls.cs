using Orleans;

namespace Collab.Grains.Tests;

/// <summary>The calls of one method that grains have begun to work on. Orleans promises no order in which calls that are under way arrive.</summary>
public sealed class ArrivedCalls(string method) : IIncomingGrainCallFilter
{
    private readonly Lock _gate = new();
    private int _count, _awaited = int.MaxValue;
    private TaskCompletionSource _reached = new();

    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Until so many have arrived since the start. For one who waits.</summary>
    public Task UntilAsync(int count)
    {
        lock (_gate)
        {
            (_awaited, _reached) = (count, new(TaskCreationOptions.RunContinuationsAsynchronously));
            Reached();
            return _reached.Task;
        }
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        // The part before the first wait is done when this returns: what is to be written waits in the grain.
        var work = context.Invoke();
        if (context.MethodName == method)
        {
            lock (_gate)
            {
                _count++;
                Reached();
            }
        }

        await work;
    }

    private void Reached()
    {
        if (_count >= _awaited)
            _reached.TrySetResult();
    }
}
