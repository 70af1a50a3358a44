using Npgsql;

namespace Collab.Storage.Postgres;

/// <summary>Statements with parameters by position, and the values of their rows.</summary>
internal static class Statements
{
    public static int Execute(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = Make(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static NpgsqlDataReader Query(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> parameters) =>
        Make(connection, sql, parameters).ExecuteReader();

    public static void Add(this NpgsqlParameterCollection parameters, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
            parameters.Add(new NpgsqlParameter { Value = value switch { null => DBNull.Value, DateTimeOffset time => time.UtcTicks, _ => value } });
    }

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static ReadOnlyMemory<byte>? BytesOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : (ReadOnlyMemory<byte>?)row.Bytes(column);

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <exception cref="ArgumentOutOfRangeException">The number is no point in time: the row is damaged.</exception>
    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    private static NpgsqlCommand Make(NpgsqlConnection connection, string sql, ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(parameters);
        return command;
    }
}
