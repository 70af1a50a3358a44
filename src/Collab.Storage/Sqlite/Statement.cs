using System.Text;
using SQLitePCL;

namespace Collab.Storage.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0. Disposing resets it for its next use.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    public Statement Bind(int parameter, DateTimeOffset value) => Bind(parameter, value.UtcTicks);

    public Statement Bind(int parameter, DateTimeOffset? value) => Bind(parameter, value?.UtcTicks);

    public Statement Bind(int parameter, string? value)
    {
        if (value is null)
            return BindNull(parameter);
        Span<byte> buffer = stackalloc byte[512];
        ReadOnlySpan<byte> text = Encoding.UTF8.TryGetBytes(value, buffer, out var size) ? buffer[..size] : Encoding.UTF8.GetBytes(value);
        database.Check(raw.sqlite3_bind_text(handle, parameter, text));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        database.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlyMemory<byte>? value) => value is { } bytes ? Bind(parameter, bytes.Span) : BindNull(parameter);

    /// <summary>Moves to the next row; false when there is none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        database.Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that gives no rows and makes it ready for its next use.</summary>
    public void Run()
    {
        try { Step(); }
        finally { Dispose(); }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    // As a blob, because the text functions stop at a NUL.
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes in place: they are gone with the next step.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(handle, column);

    public byte[] Bytes(int column) => Span(column).ToArray();

    public ReadOnlyMemory<byte>? BytesOrNull(int column) => IsNull(column) ? null : (ReadOnlyMemory<byte>?)Bytes(column);

    /// <exception cref="ArgumentOutOfRangeException">The number is no point in time: the row is damaged.</exception>
    public DateTimeOffset Time(int column) => new(Number(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    // An error that the last step gave is given again by reset: it was reported already.
    public void Dispose() => raw.sqlite3_reset(handle);

    public void Close() => handle.Dispose();

    private Statement BindNull(int parameter)
    {
        database.Check(raw.sqlite3_bind_null(handle, parameter));
        return this;
    }
}
