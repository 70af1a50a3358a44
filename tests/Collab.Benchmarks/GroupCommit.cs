using System.Collections.Concurrent;

namespace Collab.Benchmarks;

/// <summary>The least that SQLite can do for many callers: everything that waits in one transaction.</summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly BlockingCollection<TaskCompletionSource> _queue = [];
    private readonly BareRows _rows;
    private readonly Thread _writer;

    /// <param name="sizes">See <see cref="BareRows.SizesIn"/>.</param>
    public GroupCommit((int Data, int Payload) sizes)
    {
        _rows = new BareRows(sizes);
        _writer = new Thread(Write);
        _writer.Start();
    }

    public Task AppendAsync()
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add(durable);
        return durable.Task;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _writer.Join();
        _rows.Dispose();
    }

    private void Write()
    {
        var batch = new List<TaskCompletionSource>();
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (_queue.TryTake(out var next))
                batch.Add(next);
            _rows.Commit(batch.Count);
            batch.ForEach(durable => durable.SetResult());
        }
    }
}
