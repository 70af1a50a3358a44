using Collab.Domain.Events;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>An append that waits for a connection; those that wait at once share a transaction.</summary>
internal sealed class AppendJob(string stream, long expectedSeq, IReadOnlyList<StoredEvent> events) : JobOf<bool>(Effect.Repeatable, null!)
{
    public string Stream => stream;

    public long ExpectedSeq => expectedSeq;

    public IReadOnlyList<StoredEvent> Events => events;

    public StoredEvent Last => events[^1];
}
