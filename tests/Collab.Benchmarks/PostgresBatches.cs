using Npgsql;

namespace Collab.Benchmarks;

/// <summary>The best that PostgreSQL does with one connection: rows of annotations in the program's own table, a thousand by one statement and one transaction.</summary>
internal static class PostgresBatches
{
    private const int Rows = 1000;

    /// <summary>Rows a second, into a database in which the program has its tables and has written annotations.</summary>
    public static async Task<double> RateAsync(string connectionString, TimeSpan warmUp, TimeSpan measured)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var sizes = new NpgsqlCommand("SELECT avg(length(data))::int, avg(length(payload))::int FROM events WHERE kind = 'AnnotationAdded'::bytea", connection);
        int data, payload;
        await using (var row = await sizes.ExecuteReaderAsync())
        {
            await row.ReadAsync();
            (data, payload) = (row.GetInt32(0), row.GetInt32(1));
        }

        await using var make = new NpgsqlCommand("INSERT INTO streams (id, kind, epoch, head_hash) VALUES ($1, 'document', $2, $2) RETURNING key", connection)
        {
            Parameters = { new() { Value = Guid.NewGuid().ToByteArray() }, new() { Value = new byte[32] } },
        };
        var stream = (long)(await make.ExecuteScalarAsync())!;
        await using var insert = new NpgsqlCommand("""
            INSERT INTO events (stream, seq, clause, actor, command, ordinal, kind, at, data, payload, salt, digest, hash)
            SELECT $1, seq, $4, $5, command, 0, 'AnnotationAdded'::bytea, $6, $7, $8, $9, $10, $10 FROM unnest($2::bigint[], $3::uuid[]) AS rows(seq, command)
            """, connection);
        var (seqs, commands, last) = (new long[Rows], new Guid[Rows], 0L);
        foreach (var value in (object[])[stream, seqs, commands, new byte[26], new byte[26], DateTime.UtcNow.Ticks, new byte[data], new byte[payload], new byte[16], new byte[32]])
            insert.Parameters.Add(new NpgsqlParameter { Value = value });
        await insert.PrepareAsync();
        var (batches, _) = await Load.ClosedLoopAsync(1, async _ =>
        {
            for (var i = 0; i < Rows; i++)
                (seqs[i], commands[i]) = (++last, Guid.NewGuid());
            await insert.ExecuteNonQueryAsync();
        }, warmUp, measured);
        return batches * Rows;
    }
}
