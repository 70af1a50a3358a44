using System.Text.Json;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>What somebody received of the document, in order: snapshots, and the batches of events after them.</summary>
internal sealed class Trace
{
    private readonly Lock _gate = new();
    private readonly List<string> _parts = [];
    private readonly List<JsonElement> _events = [];
    private readonly List<(Func<bool> Has, TaskCompletionSource Come)> _waiting = [];
    private long _last;

    public void AddSnapshot(string text)
    {
        lock (_gate)
            _parts.Add(text);
    }

    public void AddBatch(JsonElement batch)
    {
        lock (_gate)
        {
            _parts.Add(batch.GetRawText());
            if (batch.TryGetProperty("resync", out _))
                return;
            _last = batch.GetProperty("last").GetInt64();
            _events.AddRange(batch.GetProperty("events").EnumerateArray());
            foreach (var (_, come) in _waiting.Where(wait => wait.Has()))
                come.TrySetResult();
            _waiting.RemoveAll(wait => wait.Come.Task.IsCompleted);
        }
    }

    /// <summary>Done when batches up to that seq have come.</summary>
    public Task ReachedAsync(long seq) => ComeAsync(() => _last >= seq);

    /// <summary>Done when an event of that kind has come that has these words in it: a member's id, what was written.</summary>
    public Task HeardAsync(string kind, string words) => ComeAsync(() => _events.Any(e => e.GetProperty("kind").GetString() == kind && e.GetRawText().Contains(words, StringComparison.Ordinal)));

    public string[] Parts
    {
        get
        {
            lock (_gate)
                return [.. _parts];
        }
    }

    private Task ComeAsync(Func<bool> has)
    {
        lock (_gate)
        {
            if (has())
                return Task.CompletedTask;
            var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((has, come));
            return come.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
