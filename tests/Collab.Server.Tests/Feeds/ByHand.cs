namespace Collab.Server.Tests.Feeds;

/// <summary>Runs what is queued when it is told to.</summary>
internal sealed class ByHand : TaskScheduler
{
    private readonly Queue<Task> _tasks = [];

    /// <summary>Runs what is queued, at most so many; returns how many it ran.</summary>
    public int RunAll(int most)
    {
        var ran = 0;
        for (; ran < most && _tasks.TryDequeue(out var task); ran++)
            TryExecuteTask(task);
        return ran;
    }

    protected override void QueueTask(Task task) => _tasks.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
}
