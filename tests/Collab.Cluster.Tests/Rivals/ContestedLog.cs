using Collab.Domain.Events;
using Collab.Storage;

namespace Collab.Cluster.Tests.Rivals;

/// <summary>The log as one cluster has it: its appends meet the other's, and what the database turned down is counted.</summary>
internal sealed class ContestedLog(IEventLog inner) : IEventLog
{
    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _commands = [];
    private Losses _losses = new();

    /// <summary>Where the document's appends meet; null while nobody else writes.</summary>
    public Contest? Contest { get; set; }

    public async Task AppendAsync(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events)
    {
        try
        {
            await (Contest?.Document == stream ? Contest.AppendAsync(Append) : Append());
        }
        catch (StreamConflictException)
        {
            lock (_gate)
            {
                _commands.UnionWith(events.Select(e => e.Command));
                _losses += new Losses(0, events.Count, 1);
            }

            throw;
        }

        Task Append() => inner.AppendAsync(stream, expectedSeq, events);
    }

    /// <summary>What was lost since this was asked for last.</summary>
    public Losses TakeLosses()
    {
        lock (_gate)
        {
            var losses = _losses with { Writes = _commands.Count };
            _commands.Clear();
            _losses = new Losses();
            return losses;
        }
    }

    public Task<StreamInfo> CreateAsync(string stream, string kind) => inner.CreateAsync(stream, kind);

    public Task<StreamInfo?> FindAsync(string stream) => inner.FindAsync(stream);

    public Task<IReadOnlyList<StreamInfo>> ListAsync(string kind) => inner.ListAsync(kind);

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long after, int max, int maxBytes = int.MaxValue) => inner.ReadAsync(stream, after, max, maxBytes);

    public Task<IReadOnlyList<StoredEvent>> ReadClauseAsync(string stream, string? clause, long after) => inner.ReadClauseAsync(stream, clause, after);

    public Task<IReadOnlyList<StoredEvent>> FindCommandAsync(string stream, string actor, Guid command) => inner.FindCommandAsync(stream, actor, command);

    public Task EraseAsync(string stream, IReadOnlyList<long> seqs) => inner.EraseAsync(stream, seqs);

    public Task<Snapshot?> ReadSnapshotAsync(string stream) => inner.ReadSnapshotAsync(stream);

    public Task<SnapshotInfo?> FindSnapshotAsync(string stream) => inner.FindSnapshotAsync(stream);

    public Task SaveSnapshotAsync(string stream, Snapshot snapshot) => inner.SaveSnapshotAsync(stream, snapshot);

    public Task<string> SaveTextAsync(ReadOnlyMemory<byte> text) => inner.SaveTextAsync(text);

    public Task<ReadOnlyMemory<byte>?> ReadTextAsync(string hash) => inner.ReadTextAsync(hash);
}
