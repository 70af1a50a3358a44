using Collab.Domain.Events;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>
/// Appends to many streams in one transaction, a statement for each. A statement writes all its events or none, and one that finds
/// another head than was expected fails nobody else.
/// </summary>
internal sealed class Appender
{
    // Only after the event that the head names: where that is lost, what is appended would be a fork.
    private static readonly string Append = $"""
        WITH moved AS (
            UPDATE streams SET head = $4, head_hash = $5
            WHERE id = $1 AND head = $2 AND head_hash = $3 AND octet_length(epoch) = {StreamRow.EpochSize}
                AND (head = 0 OR EXISTS (SELECT FROM events e WHERE e.stream = key AND e.seq = head AND e.hash = head_hash))
            RETURNING key)
        INSERT INTO events (stream, {EventRow.Columns})
        SELECT moved.key, e.* FROM moved, {EventRow.Unnest} AS e
        """;

    private readonly KnownHeads _heads = new();

    /// <summary>Appends what can be and answers each job.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="jobs">The appends.</param>
    /// <param name="again">Whether they were sent once already, over a connection that was lost.</param>
    public void Run(NpgsqlConnection connection, IReadOnlyList<AppendJob> jobs, bool again)
    {
        // A second one to the same stream may follow the first.
        for (List<AppendJob> rest = [.. jobs]; rest.Count > 0;)
        {
            List<AppendJob> one = [.. rest.DistinctBy(job => job.Stream)];
            rest.RemoveAll(one.Contains);
            RunTogether(connection, one, again);
        }
    }

    private void RunTogether(NpgsqlConnection connection, List<AppendJob> jobs, bool again)
    {
        List<(AppendJob Job, Head Head)> ready = [];
        foreach (var job in jobs)
        {
            Answering(job, () =>
            {
                if (HeadBefore(connection, job, again) is { } head)
                    ready.Add((job, head));
            });
        }

        // In one order everywhere, so that two nodes never wait for each other.
        ready.Sort((a, b) => string.CompareOrdinal(a.Job.Stream, b.Job.Stream));
        if (ready.Count == 0)
            return;
        try
        {
            var written = Send(connection, ready);
            for (var i = 0; i < ready.Count; i++)
            {
                if (written[i])
                    Written(ready[i].Job, ready[i].Head);
                else
                    Moved(connection, ready[i].Job, ready[i].Head, again);
            }
        }
        catch (PostgresException x) when (x.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // One of them ended the transaction of all: each for itself.
            foreach (var (job, _) in ready)
                Alone(connection, job, again);
        }
    }

    private static bool[] Send(NpgsqlConnection connection, List<(AppendJob Job, Head Head)> appends)
    {
        using var batch = new NpgsqlBatch(connection);
        foreach (var (job, head) in appends)
        {
            var command = new NpgsqlBatchCommand(Append);
            command.Parameters.Add(EventRow.Bytes(job.Stream), job.ExpectedSeq, head.Hash.ToArray(), job.Last.Seq, job.Last.Hash.ToArray());
            EventRow.Write(command.Parameters, job.Events);
            batch.BatchCommands.Add(command);
        }

        batch.ExecuteNonQuery();
        return [.. ((IEnumerable<NpgsqlBatchCommand>)batch.BatchCommands).Select(command => command.RecordsAffected > 0)];
    }

    /// <summary>Appends one that shared a transaction with one that ended it.</summary>
    private void Alone(NpgsqlConnection connection, AppendJob job, bool again) => Answering(job, () =>
    {
        if (HeadBefore(connection, job, again) is not { } head)
            return;
        try
        {
            if (Send(connection, [(job, head)])[0])
                Written(job, head);
            else
                Moved(connection, job, head, again);
        }
        catch (PostgresException x) when (x is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "events_by_command" })
        {
            throw Batch.Duplicate(job.Stream, job.Events, command => Has(connection, head, command));
        }
        catch (PostgresException x) when (x is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "events_key" })
        {
            throw new DamagedStreamException(job.Stream, job.ExpectedSeq + 1, x);
        }
    });

    /// <summary>The head was not there any more: says why. It is not tried again, since what is appended follows that head alone.</summary>
    private void Moved(NpgsqlConnection connection, AppendJob job, Head expected, bool again) => Answering(job, () =>
    {
        _heads.Forget(job.Stream);
        if (HeadBefore(connection, job, again) is not null)
            throw LostTail(connection, job, expected);
    });

    /// <summary>The head that the append follows; null when a first attempt, whose answer was lost, has written it.</summary>
    private Head? HeadBefore(NpgsqlConnection connection, AppendJob job, bool again)
    {
        if (_heads.Find(job.Stream) is { } known && known.Seq == job.ExpectedSeq && EventChain.IsWhole(job.Stream, known.Hash.Span, job.Events[0]))
            return known;
        var head = StreamRow.Head(connection, job.Stream);
        // Where it is another one, what is decided again follows this.
        _heads.Set(job.Stream, head);
        if (head.Seq != job.ExpectedSeq)
        {
            if (!again || !IsThere(connection, head, job.Last))
                throw new StreamConflictException(job.Stream, job.ExpectedSeq, head.Seq);
            job.Succeed(true);
            return null;
        }

        if (EventChain.IsWhole(job.Stream, head.Hash.Span, job.Events[0]))
            return head;
        // It follows the newest event, and the head is not that one's.
        throw EventChain.IsWhole(job.Stream, HashOfNewest(connection, job.Stream, head), job.Events[0])
            ? new DamagedStreamException(job.Stream, head.Seq + 1)
            : Batch.NotAChain(job.Events[0]);
    }

    private static byte[] HashOfNewest(NpgsqlConnection connection, string stream, Head head)
    {
        if (head.Seq == 0)
            return EventChain.Genesis(stream);
        using var row = connection.Query("SELECT hash FROM events WHERE stream = $1 AND seq = $2", head.StreamKey, head.Seq);
        return row.Read() ? row.Bytes(0) : [];
    }

    private void Written(AppendJob job, Head before)
    {
        _heads.Set(job.Stream, new Head(before.StreamKey, job.Last.Seq, job.Last.Hash));
        job.Succeed(true);
    }

    // Its hash covers what came before it, and a random salt: there is no other such event.
    private static bool IsThere(NpgsqlConnection connection, Head head, StoredEvent e)
    {
        using var row = connection.Query("SELECT FROM events WHERE stream = $1 AND seq = $2 AND hash = $3", head.StreamKey, e.Seq, e.Hash.ToArray());
        return row.Read();
    }

    private static bool Has(NpgsqlConnection connection, Head head, CommandKey command)
    {
        using var row = connection.Query(
            "SELECT FROM events WHERE stream = $1 AND actor = $2 AND command = $3 LIMIT 1", head.StreamKey, EventRow.Bytes(command.Actor), command.Command);
        return row.Read();
    }

    private static DamagedStreamException LostTail(NpgsqlConnection connection, AppendJob job, Head head)
    {
        using var row = connection.Query("SELECT coalesce(max(seq), 0) FROM events WHERE stream = $1 AND seq < $2", head.StreamKey, head.Seq);
        return new DamagedStreamException(job.Stream, row.Read() ? row.GetInt64(0) + 1 : head.Seq);
    }

    /// <summary>What concerns one append alone is told to that one; a failure of the connection or the server is for all.</summary>
    private static void Answering(AppendJob job, Action append)
    {
        try
        {
            append();
        }
        catch (Exception x) when (x is not NpgsqlException)
        {
            job.Fail(x);
        }
    }
}
