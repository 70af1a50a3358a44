using System.Security.Cryptography;
using Collab.Domain.Events;
using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>A stream as a row of the table streams.</summary>
internal static class StreamRow
{
    public const int EpochSize = 16;

    private const string Select = "SELECT id, kind, epoch, head, head_hash FROM streams";

    /// <exception cref="StreamNotFoundException">There is no such stream.</exception>
    /// <exception cref="DamagedStreamException">The epoch is not what was written.</exception>
    public static Head Head(NpgsqlConnection connection, string stream)
    {
        using var row = connection.Query("SELECT key, head, head_hash, epoch FROM streams WHERE id = $1", EventRow.Bytes(stream));
        if (!row.Read())
            throw new StreamNotFoundException(stream);
        DemandEpoch(stream, row.Bytes(3));
        return new Head(row.GetInt64(0), row.GetInt64(1), row.Bytes(2));
    }

    /// <exception cref="DamagedStreamException">It cannot be an epoch.</exception>
    public static void DemandEpoch(string stream, byte[] epoch)
    {
        if (epoch.Length != EpochSize)
            throw new DamagedStreamException(stream, 1);
    }

    public static StreamInfo? Find(NpgsqlConnection connection, string stream)
    {
        using var row = connection.Query(Select + " WHERE id = $1", EventRow.Bytes(stream));
        return row.Read() ? Read(row) : null;
    }

    public static List<StreamInfo> List(NpgsqlConnection connection, string kind)
    {
        List<StreamInfo> streams = [];
        using var row = connection.Query(Select + " WHERE kind = $1 ORDER BY key", kind);
        while (row.Read())
            streams.Add(Read(row));
        return streams;
    }

    public static StreamInfo Create(NpgsqlConnection connection, string stream, string kind)
    {
        if (Find(connection, stream) is null)
        {
            connection.Execute(
                "INSERT INTO streams (id, kind, epoch, head_hash) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
                EventRow.Bytes(stream), kind, RandomNumberGenerator.GetBytes(EpochSize), EventChain.Genesis(stream));
        }

        var found = Find(connection, stream)!;
        return found.Kind == kind ? found : throw new ArgumentException($"{stream} is a {found.Kind}, not a {kind}.", nameof(kind));
    }

    private static StreamInfo Read(NpgsqlDataReader row) =>
        new(EventRow.Text(row.Bytes(0)), row.GetString(1), Convert.ToHexStringLower(row.Bytes(2)), row.GetInt64(3), row.Bytes(4));
}
