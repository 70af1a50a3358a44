using Collab.Domain.Events;
using Collab.Simulation.Tests.Scheduling;
using Collab.Storage;

namespace Collab.Simulation.Tests.Storage;

/// <summary>The log as one machine reaches it.</summary>
internal sealed class MachineLog(SimulatedDisk disk, Machine machine) : IEventLog
{
    public Task<StreamInfo> CreateAsync(string stream, string kind) => disk.WriteAsync(machine, () => disk.Kept.CreateAsync(stream, kind));

    public Task<StreamInfo?> FindAsync(string stream) => disk.ReadAsync(() => disk.Kept.FindAsync(stream));

    public Task<IReadOnlyList<StreamInfo>> ListAsync(string kind) => disk.ReadAsync(() => disk.Kept.ListAsync(kind));

    public Task AppendAsync(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events) => disk.WriteAsync(machine, () =>
    {
        // The log inside answers at once. To await it would throw once more what it refuses.
        var done = disk.Kept.AppendAsync(stream, expectedSeq, events);
        return done.Exception is { InnerException: { } refused } ? Task.FromException<string>(refused) : Task.FromResult("written");
    }, claim: "written");

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long after, int max, int maxBytes = int.MaxValue) =>
        disk.ReadAsync(() => disk.Kept.ReadAsync(stream, after, max, maxBytes));

    public Task<IReadOnlyList<StoredEvent>> ReadClauseAsync(string stream, string? clause, long after) =>
        disk.ReadAsync(() => disk.Kept.ReadClauseAsync(stream, clause, after));

    public Task<IReadOnlyList<StoredEvent>> FindCommandAsync(string stream, string actor, Guid command) =>
        disk.ReadAsync(() => disk.Kept.FindCommandAsync(stream, actor, command));

    public Task EraseAsync(string stream, IReadOnlyList<long> seqs) => throw new NotSupportedException("Nothing is erased here.");

    public Task<Snapshot?> ReadSnapshotAsync(string stream) => disk.ReadAsync(() => disk.Kept.ReadSnapshotAsync(stream));

    public Task<SnapshotInfo?> FindSnapshotAsync(string stream) => disk.ReadAsync(() => disk.Kept.FindSnapshotAsync(stream));

    public Task SaveSnapshotAsync(string stream, Snapshot snapshot) => disk.WriteAsync(machine, async () =>
    {
        await disk.Kept.SaveSnapshotAsync(stream, snapshot);
        return true;
    });

    public Task<string> SaveTextAsync(ReadOnlyMemory<byte> text) => disk.WriteAsync(machine, () => disk.Kept.SaveTextAsync(text));

    public Task<ReadOnlyMemory<byte>?> ReadTextAsync(string hash) => disk.ReadAsync(() => disk.Kept.ReadTextAsync(hash));
}
