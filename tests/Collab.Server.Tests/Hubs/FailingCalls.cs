using System.Collections.Concurrent;

namespace Collab.Server.Tests.Hubs;

/// <summary>Lets calls of single grains fail, as a storage does that is away for one of them.</summary>
internal sealed class FailingCalls : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string Grain, string Method), (Exception Failure, TaskCompletionSource Met)> _failing = [];

    /// <summary>From now on the call fails, until <see cref="Heal"/>.</summary>
    /// <param name="grain">The grain's key.</param>
    /// <returns>Done when somebody has met it.</returns>
    public Task Strike(string grain, string method, Exception failure) =>
        (_failing[(grain, method)] = (failure, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))).Met.Task;

    public void Heal(string grain, string method) => _failing.TryRemove((grain, method), out _);

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (_failing.IsEmpty || !_failing.TryGetValue((context.TargetId.Key.ToString()!, context.MethodName), out var strike))
            return context.Invoke();
        strike.Met.TrySetResult();
        return Task.FromException(strike.Failure);
    }
}
