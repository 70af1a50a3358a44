using Collab.Simulation.Tests.Scheduling;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>A call whose answer is a <typeparamref name="T"/>.</summary>
internal sealed class Call<T>(Network network, Machine from, Machine to, Func<Task<T>> call) : PendingCall(network, from, to)
{
    private readonly TaskCompletionSource<T> _answer = new();
    private Task<T>? _done;

    public Task<T> Answered => _answer.Task;

    public override bool IsSettled => _answer.Task.IsCompleted;

    protected override void Begin()
    {
        try
        {
            _done = call();
        }
        catch (Exception failure)
        {
            _done = Task.FromException<T>(failure);
        }

        // As await does it, but that nothing is thrown to be caught at once.
        if (_done.IsCompleted)
            Answer();
        else
            _done.GetAwaiter().UnsafeOnCompleted(Answer);
    }

    protected override void Settle()
    {
        if (_done!.IsCompletedSuccessfully)
            _answer.TrySetResult(_done.Result);
        else
            Fail(_done.Exception?.InnerException ?? new TaskCanceledException(_done));
    }

    protected override void Fail(Exception failure) => _answer.TrySetException(failure);
}
