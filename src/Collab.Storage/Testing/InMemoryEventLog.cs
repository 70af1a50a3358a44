using System.Security.Cryptography;
using Collab.Domain.Events;

namespace Collab.Storage.Testing;

/// <summary>The contract of <see cref="IEventLog"/> without a disk, for tests. What it keeps is gone with the process.</summary>
/// <param name="answersAtOnce">For a caller that gives every answer its time itself.</param>
public sealed class InMemoryEventLog(bool answersAtOnce = false) : IEventLog
{
    private readonly Lock _gate = new();
    private readonly List<Kept> _inOrder = [];
    private readonly Dictionary<string, Kept> _streams = [];
    private readonly Dictionary<string, byte[]> _texts = [];

    public Task<StreamInfo> CreateAsync(string stream, string kind) => Run(() =>
    {
        StreamKind.Require(kind);
        if (!_streams.TryGetValue(stream, out var found))
        {
            found = new Kept(stream, kind);
            _streams.Add(stream, found);
            _inOrder.Add(found);
        }

        return found.Kind == kind ? found.Info : throw new ArgumentException($"{stream} is a {found.Kind}, not a {kind}.", nameof(kind));
    });

    public Task<StreamInfo?> FindAsync(string stream) => Run(() => _streams.TryGetValue(stream, out var found) ? found.Info : null);

    public Task<IReadOnlyList<StreamInfo>> ListAsync(string kind) => Run<IReadOnlyList<StreamInfo>>(() =>
    {
        StreamKind.Require(kind);
        return _inOrder.Where(s => s.Kind == kind).Select(s => s.Info).ToList();
    });

    public Task AppendAsync(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events) => Run(() =>
    {
        Batch.Require(stream, expectedSeq, events);
        var found = Get(stream);
        if (found.Events.Count != expectedSeq)
            throw new StreamConflictException(stream, expectedSeq, found.Events.Count);
        if (!EventChain.IsWhole(stream, found.Info.HeadHash.Span, events[0]))
            throw Batch.NotAChain(events[0]);
        var keys = events.Select(e => (e.Actor, e.Command, e.Ordinal)).ToList();
        if (keys.Distinct().Count() < keys.Count || keys.Any(found.Keys.Contains))
            throw Batch.Duplicate(stream, events, command => found.Events.Any(e => e.Actor == command.Actor && e.Command == command.Command));
        found.Keys.UnionWith(keys);
        found.Events.AddRange(events);
        return true;
    });

    public Task<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long after, int max, int maxBytes = int.MaxValue) => Run<IReadOnlyList<StoredEvent>>(() =>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        var (events, read, bytes) = (Get(stream).Events, new List<StoredEvent>(), 0L);
        for (var i = (int)Math.Min(after, int.MaxValue); i < events.Count && read.Count < max && ((bytes += events[i].Bytes) <= maxBytes || read.Count == 0); i++)
            read.Add(events[i]);
        return read;
    });

    public Task<IReadOnlyList<StoredEvent>> ReadClauseAsync(string stream, string? clause, long after) =>
        Run<IReadOnlyList<StoredEvent>>(() => Get(stream).Events.Where(e => e.Clause == clause && e.Seq > after).ToList());

    public Task<IReadOnlyList<StoredEvent>> FindCommandAsync(string stream, string actor, Guid command) => Run<IReadOnlyList<StoredEvent>>(
        () => Get(stream).Events.Where(e => e.Actor == actor && e.Command == command).OrderBy(e => e.Ordinal).ToList());

    public Task EraseAsync(string stream, IReadOnlyList<long> seqs) => Run(() =>
    {
        var found = Get(stream);
        foreach (var seq in seqs.Where(seq => seq >= 1 && seq <= found.Events.Count))
            found.Events[(int)seq - 1] = found.Events[(int)seq - 1] with { Payload = null, Salt = null };
        found.Snapshot = null;
        return true;
    });

    public Task<Snapshot?> ReadSnapshotAsync(string stream) => Run(() =>
    {
        var (events, snapshot) = (Get(stream).Events, Get(stream).Snapshot);
        var isOfThisChain = snapshot is not null && snapshot.Seq >= 1 && snapshot.Seq <= events.Count
            && events[(int)snapshot.Seq - 1].Hash.Span.SequenceEqual(snapshot.Hash.Span);
        return isOfThisChain ? snapshot : null;
    });

    public Task<SnapshotInfo?> FindSnapshotAsync(string stream) =>
        Run(() => Get(stream).Snapshot is { } snapshot ? new SnapshotInfo(snapshot.Seq, snapshot.Format) : null);

    public Task SaveSnapshotAsync(string stream, Snapshot snapshot) => Run(() => Get(stream).Snapshot = snapshot);

    public Task<string> SaveTextAsync(ReadOnlyMemory<byte> text) => Run(() =>
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(text.Span));
        _texts[hash] = text.ToArray();
        return hash;
    });

    public Task<ReadOnlyMemory<byte>?> ReadTextAsync(string hash) =>
        Run<ReadOnlyMemory<byte>?>(() => _texts.TryGetValue(hash, out var text) ? (ReadOnlyMemory<byte>?)text : null);

    private Kept Get(string stream) => _streams.GetValueOrDefault(stream) ?? throw new StreamNotFoundException(stream);

    // Done in the order of the calls, but answered on another thread, as a real log does: a caller that counts on synchronous completion
    // must not pass here and fail there.
    private Task<T> Run<T>(Func<T> action)
    {
        try
        {
            lock (_gate)
            {
                var result = action();
                return answersAtOnce ? Task.FromResult(result) : Task.Run(() => result);
            }
        }
        catch (Exception x)
        {
            return answersAtOnce ? Task.FromException<T>(x) : Task.Run(T () => throw x);
        }
    }

    private sealed class Kept(string stream, string kind)
    {
        private readonly string _epoch = RandomNumberGenerator.GetHexString(32, lowercase: true);

        public string Kind => kind;

        public List<StoredEvent> Events { get; } = [];

        public HashSet<(string Actor, Guid Command, int Ordinal)> Keys { get; } = [];

        public Snapshot? Snapshot { get; set; }

        public StreamInfo Info => new(stream, kind, _epoch, Events.Count, Events.Count > 0 ? Events[^1].Hash : EventChain.Genesis(stream));
    }
}
