using Collab.Domain.Events;

namespace Collab.Storage;

/// <summary>
/// The durable log of every stream. Events are sealed (<see cref="EventChain.Seal"/>) by the writer and verified at every read: what was
/// damaged on disk is never returned. All members may be called from any thread and never block it.
/// </summary>
/// <remarks>
/// A write that throws <see cref="StreamConflictException"/>, <see cref="DuplicateCommandException"/>, <see cref="StreamNotFoundException"/>,
/// <see cref="DamagedStreamException"/>, <see cref="StorageUnavailableException"/> (also as <see cref="StorageFullException"/>) or
/// <see cref="ArgumentException"/> has written nothing. After any other exception the outcome is unknown: look the command up before trying again.
/// Any member may throw <see cref="StorageUnavailableException"/>.
/// </remarks>
public interface IEventLog
{
    /// <summary>Makes an empty stream with a new epoch; when it is there already with the same kind, answers that one.</summary>
    /// <param name="stream">The id of the stream.</param>
    /// <param name="kind">One of <see cref="StreamKind"/>.</param>
    /// <exception cref="ArgumentException">The kind is unknown, or the stream exists with another.</exception>
    Task<StreamInfo> CreateAsync(string stream, string kind);

    /// <summary>Where the stream stands; null when there is none with this id.</summary>
    Task<StreamInfo?> FindAsync(string stream);

    /// <summary>All streams of a kind, oldest first.</summary>
    Task<IReadOnlyList<StreamInfo>> ListAsync(string kind);

    /// <summary>Appends consecutive sealed events after <paramref name="expectedSeq"/>: all or nothing, durable on return.</summary>
    /// <exception cref="StreamConflictException">The head is not <paramref name="expectedSeq"/>: another writer was here.</exception>
    /// <exception cref="DuplicateCommandException">Events of these commands are in the stream already.</exception>
    /// <exception cref="StreamNotFoundException">There is no such stream.</exception>
    /// <exception cref="DamagedStreamException">The stream has lost its newest events: what is appended would be a fork.</exception>
    /// <exception cref="ArgumentException">There are no events, or they do not follow the head in one whole chain.</exception>
    Task AppendAsync(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events);

    /// <summary>
    /// At most <paramref name="max"/> events after a seq, in order, without gap; none when <paramref name="after"/> is at or past the head.
    /// Where they are longer than <paramref name="maxBytes"/> together fewer come, and always the first.
    /// </summary>
    /// <exception cref="DamagedStreamException">One of them is not what was written; it names the first.</exception>
    /// <exception cref="StreamNotFoundException">There is no such stream.</exception>
    Task<IReadOnlyList<StoredEvent>> ReadAsync(string stream, long after, int max, int maxBytes = int.MaxValue);

    /// <summary>All events after a seq whose home is the clause, in order; a null clause is the document itself.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    Task<IReadOnlyList<StoredEvent>> ReadClauseAsync(string stream, string? clause, long after);

    /// <summary>The events that a command gave, in ordinal order; none when it is not in the stream.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    Task<IReadOnlyList<StoredEvent>> FindCommandAsync(string stream, string actor, Guid command);

    /// <summary>Removes payload and salt of these events, and the stream's snapshot, for good; what has none is passed over.</summary>
    /// <exception cref="StreamNotFoundException">There is no such stream.</exception>
    Task EraseAsync(string stream, IReadOnlyList<long> seqs);

    /// <summary>The stream's snapshot; null when there is none, or it is damaged, or not of this chain.</summary>
    Task<Snapshot?> ReadSnapshotAsync(string stream);

    /// <summary>Which snapshot the stream has, without its bytes; null when there is none.</summary>
    /// <exception cref="StreamNotFoundException">There is no such stream.</exception>
    Task<SnapshotInfo?> FindSnapshotAsync(string stream);

    /// <summary>Keeps a snapshot in place of the one before.</summary>
    /// <exception cref="StreamNotFoundException">There is no such stream.</exception>
    Task SaveSnapshotAsync(string stream, Snapshot snapshot);

    /// <summary>Keeps a text by its content, once; returns its SHA-256 in lower-case hex.</summary>
    Task<string> SaveTextAsync(ReadOnlyMemory<byte> text);

    /// <summary>A text by the hex SHA-256 of its content; null when it is not kept here.</summary>
    /// <exception cref="DamagedTextException">The content no longer has this hash.</exception>
    Task<ReadOnlyMemory<byte>?> ReadTextAsync(string hash);
}
